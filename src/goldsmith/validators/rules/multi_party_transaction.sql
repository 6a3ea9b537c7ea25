-- Multi-Party Transaction: the relations that hold in a true record.
-- By hand: CREATE VIEW examples AS FROM 'data/*.parquet'; then run this file in DuckDB.

CREATE OR REPLACE TEMP TABLE multi_party_transaction AS
SELECT id, NOT regexp_matches(answer,
    '"(total_amount|amount_involved|processing_fee|platform_fee|total_fees|amount)": ?-?[0-9]+\.[0-9]{2}[0-9]*[1-9]') AS to_the_cent,
  unnest(from_json(answer, '{
  "transaction_id": "VARCHAR", "transaction_type": "VARCHAR", "initiation_timestamp": "VARCHAR", "completion_timestamp": "VARCHAR",
  "total_amount": "DECIMAL(18,4)", "currency": "VARCHAR",
  "parties": [{"party_id": "VARCHAR", "party_type": "VARCHAR", "name": "VARCHAR",
    "account": {"account_number": "VARCHAR", "routing_number": "VARCHAR", "bank_name": "VARCHAR", "account_type": "VARCHAR"},
    "amount_involved": "DECIMAL(18,4)",
    "fees": {"processing_fee": "DECIMAL(18,4)", "platform_fee": "DECIMAL(18,4)", "total_fees": "DECIMAL(18,4)"}}],
  "payment_methods": [{"method_type": "VARCHAR", "details": "JSON", "amount": "DECIMAL(18,4)"}],
  "status_history": [{"status": "VARCHAR", "timestamp": "VARCHAR", "updated_by": "VARCHAR", "notes": "VARCHAR"}],
  "compliance": {"kyc_verified": "BOOLEAN", "aml_checked": "BOOLEAN", "regulatory_notes": "VARCHAR", "jurisdiction": "VARCHAR"},
  "metadata": {"purpose": "VARCHAR", "reference_number": "VARCHAR", "tags": ["VARCHAR"], "custom_fields": "JSON"}}'))
FROM examples WHERE kind = 'multi_party_transaction';

-- rule: amounts_are_within_the_total (arithmetic, row)
-- No party's amount is negative or above the total.
SELECT id, len(list_filter(parties, lambda p: p.amount_involved IS NOT NULL)) > 0 AS applies,
  len(list_filter(parties, lambda p: p.amount_involved IS NOT NULL
    AND (p.amount_involved BETWEEN 0 AND total_amount) IS NOT TRUE)) = 0 AS holds
FROM multi_party_transaction;

-- rule: senders_pay_the_total (arithmetic, row)
-- What the senders pay sums to the total; if only some amounts are given, to no more than that.
SELECT id, len(list_filter(parties, lambda p: p.party_type = 'sender' AND p.amount_involved IS NOT NULL)) > 0 AS applies,
  CASE WHEN len(list_filter(parties, lambda p: p.party_type = 'sender' AND p.amount_involved IS NULL)) = 0
    THEN list_sum(list_transform(list_filter(parties, lambda p: p.party_type = 'sender'), lambda p: p.amount_involved)) = total_amount
    ELSE list_sum(list_transform(list_filter(parties, lambda p: p.party_type = 'sender'), lambda p: p.amount_involved)) <= total_amount
  END AS holds
FROM multi_party_transaction;

-- rule: receivers_get_no_more_than_the_total (arithmetic, row)
-- What receivers, platforms and intermediaries get together is at most what was paid.
SELECT id, len(list_filter(parties, lambda p: p.party_type <> 'sender' AND p.amount_involved IS NOT NULL)) > 0 AS applies,
  list_sum(list_transform(list_filter(parties, lambda p: p.party_type <> 'sender'), lambda p: p.amount_involved)) <= total_amount AS holds
FROM multi_party_transaction;

-- rule: payments_are_accounted_for (closed, row)
-- By the convention of a release, fees are taken off: what receivers and third parties get and what processing costs is what was paid.
SELECT id,
  len(list_filter(parties, lambda p: p.party_type <> 'sender' AND p.amount_involved IS NULL)) = 0 AS applies,
  list_sum(list_transform(list_filter(parties, lambda p: p.party_type <> 'sender'), lambda p: p.amount_involved
    + CASE WHEN p.party_type = 'receiver' THEN coalesce(p.fees.processing_fee, 0) ELSE 0 END)) = total_amount AS holds
FROM multi_party_transaction;

-- rule: platform_fees_are_the_third_parties_part (closed, row)
-- By the convention of a release, the platform fees are what platforms and intermediaries get, if every receiver states one.
SELECT id,
  len(list_filter(parties, lambda p: p.party_type = 'receiver' AND p.fees.platform_fee IS NULL)) = 0
    AND len(list_filter(parties, lambda p: p.party_type IN ('platform', 'intermediary'))) > 0
    AND len(list_filter(parties, lambda p: p.party_type IN ('platform', 'intermediary') AND p.amount_involved IS NULL)) = 0 AS applies,
  list_sum(list_transform(list_filter(parties, lambda p: p.party_type = 'receiver'), lambda p: p.fees.platform_fee))
    = list_sum(list_transform(list_filter(parties, lambda p: p.party_type IN ('platform', 'intermediary')), lambda p: p.amount_involved)) AS holds
FROM multi_party_transaction;

-- rule: completed_transactions_were_checked (closed, row)
-- By the convention of a release, nothing is completed for parties who were not verified, or whose money was not looked into.
SELECT id,
  completion_timestamp IS NOT NULL AND (compliance.kyc_verified IS NOT NULL OR compliance.aml_checked IS NOT NULL) AS applies,
  coalesce(compliance.kyc_verified, true) AND coalesce(compliance.aml_checked, true) AS holds
FROM multi_party_transaction;

-- rule: amounts_end_at_the_hundredth (range, row)
-- No amount and no fee has a third decimal, however small it is.
SELECT id, true AS applies, to_the_cent AS holds FROM multi_party_transaction;

-- rule: third_parties_keep_the_lesser_part (range, row)
-- A platform or an intermediary keeps less than half of the total.
SELECT id,
  len(list_filter(parties, lambda p: p.party_type IN ('platform', 'intermediary') AND p.amount_involved IS NOT NULL)) > 0 AS applies,
  len(list_filter(parties, lambda p: p.party_type IN ('platform', 'intermediary') AND p.amount_involved IS NOT NULL
    AND (2 * p.amount_involved < total_amount) IS NOT TRUE)) = 0 AS holds
FROM multi_party_transaction;

-- rule: total_fees_are_the_sum (arithmetic, row)
-- The total of a party's fees is the processing fee and the platform fee; with one of them stated, it is at least that.
SELECT id, len(list_filter(parties, lambda p: p.fees.total_fees IS NOT NULL)) > 0 AS applies,
  len(list_filter(parties, lambda p: p.fees.total_fees IS NOT NULL AND (CASE
    WHEN p.fees.processing_fee IS NOT NULL AND p.fees.platform_fee IS NOT NULL
      THEN p.fees.total_fees = p.fees.processing_fee + p.fees.platform_fee
    ELSE coalesce(p.fees.processing_fee, p.fees.platform_fee, 0) <= p.fees.total_fees END) IS NOT TRUE)) = 0 AS holds
FROM multi_party_transaction;

-- rule: fees_are_below_the_amount (range, row)
-- A party's fees are not negative and together below its amount, or below the total where its amount is not given.
SELECT id, len(list_filter(parties, lambda p: p.fees IS NOT NULL)) > 0 AS applies,
  len(list_filter(parties, lambda p: p.fees IS NOT NULL AND (
    least(coalesce(p.fees.processing_fee, 0), coalesce(p.fees.platform_fee, 0), coalesce(p.fees.total_fees, 0)) >= 0
    AND greatest(coalesce(p.fees.processing_fee, 0) + coalesce(p.fees.platform_fee, 0), coalesce(p.fees.total_fees, 0))
      < coalesce(p.amount_involved, total_amount)) IS NOT TRUE)) = 0 AS holds
FROM multi_party_transaction;

-- rule: payments_sum_to_the_total (arithmetic, row)
-- The means of payment together pay the total; where an amount is missing, the others pay no more than that.
SELECT id, len(list_filter(payment_methods, lambda m: m.amount IS NOT NULL)) > 0 IS TRUE AS applies,
  CASE WHEN len(list_filter(payment_methods, lambda m: m.amount IS NULL)) = 0
    THEN list_sum(list_transform(payment_methods, lambda m: m.amount)) = total_amount
    ELSE list_sum(list_transform(payment_methods, lambda m: m.amount)) <= total_amount END AS holds
FROM multi_party_transaction;

-- rule: payments_are_positive (range, row)
-- Each means of payment pays something.
SELECT id, len(list_filter(payment_methods, lambda m: m.amount IS NOT NULL)) > 0 IS TRUE AS applies,
  len(list_filter(payment_methods, lambda m: m.amount IS NOT NULL AND (m.amount > 0) IS NOT TRUE)) = 0 AS holds
FROM multi_party_transaction;

-- rule: total_is_in_cents (range, row)
-- The total is a positive amount of a currency with two decimals.
SELECT id, true AS applies, total_amount > 0 AND total_amount = round(total_amount, 2) AS holds FROM multi_party_transaction;

-- rule: there_is_a_sender_and_a_receiver (referential, row)
-- Somebody pays and somebody is paid.
SELECT id, true AS applies,
  len(list_filter(parties, lambda p: p.party_type = 'sender')) > 0
    AND len(list_filter(parties, lambda p: p.party_type = 'receiver')) > 0 AS holds
FROM multi_party_transaction;

-- rule: party_ids_are_unique (referential, row)
-- No two parties share an id.
SELECT id, true AS applies,
  len(list_distinct(list_transform(parties, lambda p: p.party_id))) = len(parties) AS holds
FROM multi_party_transaction;

-- rule: accounts_are_unique (referential, row)
-- No two parties share an account.
SELECT id, len(list_filter(parties, lambda p: p.account.account_number IS NOT NULL)) > 1 AS applies,
  len(list_distinct(list_transform(parties, lambda p: p.account.account_number)))
    = len(list_filter(parties, lambda p: p.account.account_number IS NOT NULL)) AS holds
FROM multi_party_transaction;

-- rule: german_ibans_check (arithmetic, row)
-- A German account number leaves the rest 1 when divided by 97, as ISO 13616 has it.
SELECT id, len(list_filter(parties, lambda p: regexp_matches(p.account.account_number, '^DE[0-9]{20}$'))) > 0 AS applies,
  len(list_filter(parties, lambda p: regexp_matches(p.account.account_number, '^DE[0-9]{20}$')
    AND (TRY_CAST(substr(p.account.account_number, 5) || '1314' || substr(p.account.account_number, 3, 2) AS HUGEINT) % 97 = 1)
      IS NOT TRUE)) = 0 AS holds
FROM multi_party_transaction;

-- rule: completion_follows_initiation (temporal, row)
-- A transaction is completed after it is initiated.
SELECT id, initiation_timestamp IS NOT NULL AND completion_timestamp IS NOT NULL AS applies,
  TRY_CAST(initiation_timestamp AS TIMESTAMPTZ) <= TRY_CAST(completion_timestamp AS TIMESTAMPTZ) AS holds
FROM multi_party_transaction;

-- rule: history_starts_with_initiated (temporal, row)
-- The first step is the initiation, and there is no second one.
SELECT id, len(status_history) > 0 IS TRUE AS applies,
  status_history[1].status = 'initiated' AND len(list_filter(status_history, lambda s: s.status = 'initiated')) = 1 AS holds
FROM multi_party_transaction;

-- rule: history_ascends (temporal, row)
-- Each step of a stated moment is later than the last such step before it.
SELECT id, len(moments) > 1 IS TRUE AS applies,
  len(list_filter(moments, lambda m, i: i > 1 AND (moments[i - 1] < m) IS NOT TRUE)) = 0 AS holds
FROM (SELECT id, list_transform(list_filter(status_history, lambda s: s.timestamp IS NOT NULL),
  lambda s: TRY_CAST(s.timestamp AS TIMESTAMPTZ)) AS moments FROM multi_party_transaction);

-- rule: nothing_follows_an_end (temporal, row)
-- Nothing follows a failure or a reversal, and only a reversal follows a completion.
SELECT id, len(status_history) > 0 IS TRUE AS applies,
  len(list_filter(status_history, lambda s, i: (i > 1 AND status_history[i - 1].status IN ('failed', 'reversed'))
    OR (i > 1 AND status_history[i - 1].status = 'completed' AND s.status <> 'reversed'))) = 0 AS holds
FROM multi_party_transaction;

-- rule: completion_is_stated_when_completed (temporal, row)
-- A completion is stated exactly where the last step is one.
SELECT id, len(status_history) > 0 IS TRUE AS applies,
  (completion_timestamp IS NOT NULL) = (status_history[-1].status = 'completed') AS holds
FROM multi_party_transaction;

-- rule: completion_is_the_last_step (temporal, row)
-- The stated completion is the moment of the last step.
SELECT id, completion_timestamp IS NOT NULL AND status_history[-1].timestamp IS NOT NULL AS applies,
  TRY_CAST(completion_timestamp AS TIMESTAMPTZ) = TRY_CAST(status_history[-1].timestamp AS TIMESTAMPTZ) AS holds
FROM multi_party_transaction;

-- rule: initiation_is_the_first_step (temporal, row)
-- The stated initiation is the moment of the first step.
SELECT id, initiation_timestamp IS NOT NULL AND status_history[1].timestamp IS NOT NULL AS applies,
  TRY_CAST(initiation_timestamp AS TIMESTAMPTZ) = TRY_CAST(status_history[1].timestamp AS TIMESTAMPTZ) AS holds
FROM multi_party_transaction;

-- rule: moments_lie_within_2005_and_2026 (temporal, row)
-- Nothing was initiated, completed or changed before 2005 or after 2026.
SELECT id, initiation_timestamp IS NOT NULL OR completion_timestamp IS NOT NULL OR len(status_history) > 0 IS TRUE AS applies,
  len(list_filter(list_concat([initiation_timestamp, completion_timestamp], list_transform(status_history, lambda s: s.timestamp)),
    lambda m: m IS NOT NULL AND (year(TRY_CAST(m AS TIMESTAMPTZ)) BETWEEN 2005 AND 2026) IS NOT TRUE)) = 0 AS holds
FROM multi_party_transaction;

-- rule: tags_are_unique (referential, row)
-- No tag is given twice.
SELECT id, len(metadata.tags) > 0 IS TRUE AS applies, len(list_distinct(metadata.tags)) = len(metadata.tags) AS holds
FROM multi_party_transaction;

-- rule: transaction_id_has_a_digit (negative, row)
-- A transaction id is an identifier, not a word.
SELECT id, true AS applies, regexp_matches(transaction_id, '[0-9]') AS holds FROM multi_party_transaction;

-- rule: updated_by_is_a_person_or_a_system (negative, row)
-- Steps are made by people, who have two names, or by systems, which are written with a hyphen or a digit: not by a lone word.
SELECT id, len(list_filter(status_history, lambda s: s.updated_by IS NOT NULL)) > 0 IS TRUE AS applies,
  len(list_filter(status_history, lambda s: s.updated_by IS NOT NULL AND (
    regexp_matches(s.updated_by, '^[^0-9@]*\p{Lu}[^0-9@\s]+ \p{L}[^0-9@]*$')
    OR regexp_matches(s.updated_by, '^[a-z][a-z0-9]*([-_.@:][a-z0-9]+)+$') OR regexp_matches(lower(s.updated_by), 'system|bot|service')
  ) IS NOT TRUE)) = 0 AS holds
FROM multi_party_transaction;

-- rule: no_object_is_empty (negative, row)
-- Details and custom fields that are given say something.
SELECT id,
  metadata.custom_fields IS NOT NULL OR len(list_filter(payment_methods, lambda m: m.details IS NOT NULL)) > 0 IS TRUE AS applies,
  coalesce(replace(metadata.custom_fields::VARCHAR, ' ', ''), '') <> '{}'
    AND len(list_filter(coalesce(payment_methods, []), lambda m: replace(m.details::VARCHAR, ' ', '') = '{}')) = 0 AS holds
FROM multi_party_transaction;

-- rule: no_party_is_a_number_or_a_mail_address (negative, row)
-- Parties have names.
SELECT id, true AS applies,
  len(list_filter(parties, lambda p: (regexp_matches(p.name, '\p{L}{2}') AND NOT contains(p.name, '@')) IS NOT TRUE)) = 0 AS holds
FROM multi_party_transaction;

-- rule: currency_is_iso (closed, row)
-- The currency is an ISO 4217 code of two decimals.
SELECT id, true AS applies, currency IN (SELECT code FROM vocabulary_currencies WHERE decimals = '2') AS holds
FROM multi_party_transaction;

-- rule: purpose_fits_the_type (closed, row)
-- The purpose is one of the transaction's type.
SELECT id, metadata.purpose IS NOT NULL AS applies,
  (transaction_type, metadata.purpose) IN (SELECT (transaction_type, purpose) FROM vocabulary_transaction_purposes) AS holds
FROM multi_party_transaction;

-- rule: regulatory_note_belongs_to_a_jurisdiction (closed, row)
-- The regulatory note is one of the jurisdiction, where both are given.
SELECT id, compliance.regulatory_notes IS NOT NULL AS applies,
  CASE WHEN compliance.jurisdiction IS NULL
    THEN compliance.regulatory_notes IN (SELECT regulatory_notes FROM vocabulary_compliance_notes)
    ELSE (compliance.jurisdiction, compliance.regulatory_notes)
      IN (SELECT (jurisdiction, regulatory_notes) FROM vocabulary_compliance_notes) END AS holds
FROM multi_party_transaction;

-- rule: jurisdiction_is_known (closed, row)
-- The jurisdiction is one that the vocabulary has notes on.
SELECT id, compliance.jurisdiction IS NOT NULL AS applies,
  compliance.jurisdiction IN (SELECT jurisdiction FROM vocabulary_compliance_notes) AS holds
FROM multi_party_transaction;

-- rule: routing_number_belongs_to_the_bank (closed, row)
-- A bank is named with its own routing number.
SELECT id, len(list_filter(parties, lambda p: p.account.bank_name IS NOT NULL)) > 0 AS applies,
  id NOT IN (SELECT id FROM (SELECT id, unnest(parties) AS p FROM multi_party_transaction)
    WHERE p.account.bank_name IS NOT NULL AND p.account.routing_number IS NOT NULL
      AND ((p.account.bank_name, p.account.routing_number) IN (SELECT (bank_name, routing_number) FROM vocabulary_banks)) IS NOT TRUE) AS holds
FROM multi_party_transaction;
