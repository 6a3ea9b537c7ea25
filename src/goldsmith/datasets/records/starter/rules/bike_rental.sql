-- Bike rental: the relations that hold in a true record.
-- By hand: CREATE VIEW examples AS FROM 'data/*.parquet';
--          CREATE VIEW vocabulary_bikes AS FROM 'vocabulary/bikes.parquet'; then run this file in DuckDB.

CREATE OR REPLACE TEMP TABLE bike_rental AS
SELECT id, unnest(from_json(answer, '{
  "rental_number": "VARCHAR", "customer_name": "VARCHAR", "bike": "VARCHAR", "rented_on": "DATE", "number_of_days": "BIGINT",
  "price_per_day": "DECIMAL(18,4)", "total": "DECIMAL(18,4)", "deposit": "DECIMAL(18,4)"}'))
FROM examples WHERE kind = 'bike_rental';

-- rule: total_is_days_times_price (arithmetic, row)
-- The total is days times the price per day, to the cent.
SELECT id, total IS NOT NULL AS applies, total = number_of_days * price_per_day AS holds FROM bike_rental;

-- rule: price_is_the_bikes (closed, row)
-- The price per day is inside the band of this very bike.
SELECT r.id, b.bike IS NOT NULL AS applies,
  price_per_day BETWEEN CAST(price_min AS DECIMAL(18,4)) AND CAST(price_max AS DECIMAL(18,4)) AS holds
FROM bike_rental r LEFT JOIN vocabulary_bikes b ON r.bike = b.bike;

-- rule: bike_is_known (closed, row)
-- The shop has a bike of this name.
SELECT id, true AS applies, bike IN (SELECT bike FROM vocabulary_bikes) AS holds FROM bike_rental;

-- rule: rented_for_four_weeks_at_most (range, row)
-- Nobody rents for a single day or for more than 28.
SELECT id, true AS applies, number_of_days BETWEEN 2 AND 28 AS holds FROM bike_rental;

-- rule: rental_number_has_digits (negative, row)
-- A rental number is an identifier, not a word.
SELECT id, true AS applies, regexp_matches(rental_number, '[0-9]') AS holds FROM bike_rental;
