-- IoT Device Network: the relations that hold in a true record.
-- By hand: CREATE VIEW examples AS FROM 'data/*.parquet'; then run this file in DuckDB.

CREATE OR REPLACE TEMP TABLE iot_device_network AS
SELECT id, unnest(from_json(answer, '{
  "network_id": "VARCHAR", "network_name": "VARCHAR",
  "location": {"building": "VARCHAR", "floor": "VARCHAR", "room": "VARCHAR",
    "coordinates": {"latitude": "DECIMAL(18,8)", "longitude": "DECIMAL(18,8)"}},
  "devices": [{"device_id": "VARCHAR", "device_name": "VARCHAR", "device_type": "VARCHAR", "manufacturer": "VARCHAR",
    "model": "VARCHAR", "firmware_version": "VARCHAR", "status": "VARCHAR", "last_seen": "VARCHAR",
    "capabilities": ["VARCHAR"],
    "current_state": {"power": "BOOLEAN", "battery_level": "DECIMAL(18,4)", "signal_strength": "DECIMAL(18,4)", "readings": "JSON"},
    "configuration": {"polling_interval_seconds": "BIGINT", "alert_thresholds": "JSON", "operating_mode": "VARCHAR"},
    "connections": [{"connected_device_id": "VARCHAR", "connection_type": "VARCHAR", "signal_quality": "DECIMAL(18,4)"}]}],
  "automation_rules": [{"rule_id": "VARCHAR", "rule_name": "VARCHAR", "enabled": "BOOLEAN",
    "triggers": [{"device_id": "VARCHAR", "condition_type": "VARCHAR", "condition_value": "JSON", "operator": "VARCHAR"}],
    "actions": [{"target_device_id": "VARCHAR", "action_type": "VARCHAR", "action_parameters": "JSON", "delay_seconds": "BIGINT"}],
    "priority": "BIGINT", "last_triggered": "VARCHAR"}],
  "telemetry_summary": {"reporting_period_hours": "BIGINT", "total_data_points": "BIGINT",
    "average_readings_per_device": "DECIMAL(18,4)", "anomalies_detected": "BIGINT",
    "alerts_generated": [{"alert_id": "VARCHAR", "device_id": "VARCHAR", "alert_type": "VARCHAR", "severity": "VARCHAR",
      "timestamp": "VARCHAR", "resolved": "BOOLEAN"}]},
  "network_health": {"overall_status": "VARCHAR", "uptime_percentage": "DECIMAL(18,4)", "devices_online": "BIGINT",
    "devices_offline": "BIGINT", "last_health_check": "VARCHAR"}}'))
FROM examples WHERE kind = 'iot_device_network';

-- rule: device_ids_are_unique (referential, row)
-- No two devices share an id.
SELECT id, true AS applies,
  len(list_distinct(list_transform(devices, lambda d: d.device_id))) = len(devices) AS holds
FROM iot_device_network;

-- rule: connected_devices_are_listed (referential, row)
-- Each connection leads to another device of the network.
SELECT id,
  len(list_filter(devices, lambda d: len(d.connections) > 0)) > 0 AS applies,
  len(list_filter(devices, lambda d: len(d.connections) > 0 AND (len(list_filter(d.connections, lambda c:
    (c.connected_device_id IS NULL OR (c.connected_device_id <> d.device_id AND
      list_contains(list_transform(devices, lambda o: o.device_id), c.connected_device_id))) IS NOT TRUE)) = 0) IS NOT TRUE)) = 0 AS holds
FROM iot_device_network;

-- rule: triggers_name_listed_devices (referential, row)
-- Each trigger waits for a device of the network.
SELECT id,
  len(list_filter(flatten(list_transform(automation_rules, lambda r: coalesce(r.triggers, []))), lambda t: t.device_id IS NOT NULL)) > 0
    IS TRUE AS applies,
  len(list_filter(flatten(list_transform(automation_rules, lambda r: coalesce(r.triggers, []))), lambda t: t.device_id IS NOT NULL
    AND list_contains(list_transform(devices, lambda d: d.device_id), t.device_id) IS NOT TRUE)) = 0 AS holds
FROM iot_device_network;

-- rule: actions_target_listed_devices (referential, row)
-- Each action aims at a device of the network.
SELECT id,
  len(list_filter(flatten(list_transform(automation_rules, lambda r: coalesce(r.actions, []))), lambda a: a.target_device_id IS NOT NULL)) > 0
    IS TRUE AS applies,
  len(list_filter(flatten(list_transform(automation_rules, lambda r: coalesce(r.actions, []))), lambda a: a.target_device_id IS NOT NULL
    AND list_contains(list_transform(devices, lambda d: d.device_id), a.target_device_id) IS NOT TRUE)) = 0 AS holds
FROM iot_device_network;

-- rule: alerts_name_listed_devices (referential, row)
-- Each alert was raised by a device of the network.
SELECT id,
  len(list_filter(telemetry_summary.alerts_generated, lambda a: a.device_id IS NOT NULL)) > 0 IS TRUE AS applies,
  len(list_filter(telemetry_summary.alerts_generated, lambda a: a.device_id IS NOT NULL
    AND list_contains(list_transform(devices, lambda d: d.device_id), a.device_id) IS NOT TRUE)) = 0 AS holds
FROM iot_device_network;

-- rule: rule_ids_are_unique (referential, row)
-- No two automation rules share an id.
SELECT id, len(automation_rules) > 1 IS TRUE AS applies,
  len(list_distinct(list_transform(automation_rules, lambda r: r.rule_id)))
    = len(list_filter(automation_rules, lambda r: r.rule_id IS NOT NULL)) AS holds
FROM iot_device_network;

-- rule: alert_ids_are_unique (referential, row)
-- No two alerts share an id.
SELECT id, len(telemetry_summary.alerts_generated) > 1 IS TRUE AS applies,
  len(list_distinct(list_transform(telemetry_summary.alerts_generated, lambda a: a.alert_id)))
    = len(list_filter(telemetry_summary.alerts_generated, lambda a: a.alert_id IS NOT NULL)) AS holds
FROM iot_device_network;

-- rule: offline_devices_have_no_power_on (referential, row)
-- No device is offline and switched on at once.
SELECT id,
  len(list_filter(devices, lambda d: d.status = 'offline' AND d.current_state.power IS NOT NULL)) > 0 AS applies,
  len(list_filter(devices, lambda d: d.status = 'offline' AND d.current_state.power)) = 0 AS holds
FROM iot_device_network;

-- rule: devices_online_is_counted (arithmetic, row)
-- The number of devices online is that of the listed devices with this status.
SELECT id, network_health.devices_online IS NOT NULL AS applies,
  network_health.devices_online = len(list_filter(devices, lambda d: d.status = 'online')) AS holds
FROM iot_device_network;

-- rule: devices_offline_is_counted (arithmetic, row)
-- The number of devices offline is that of the listed devices with this status.
SELECT id, network_health.devices_offline IS NOT NULL AS applies,
  network_health.devices_offline = len(list_filter(devices, lambda d: d.status = 'offline')) AS holds
FROM iot_device_network;

-- rule: average_is_points_over_devices (arithmetic, row)
-- The average is the data points over the listed devices, rounded half up to two places.
SELECT id,
  telemetry_summary.average_readings_per_device IS NOT NULL AND telemetry_summary.total_data_points IS NOT NULL AS applies,
  (200 * telemetry_summary.average_readings_per_device - 1) * len(devices) <= 200 * telemetry_summary.total_data_points
    AND 200 * telemetry_summary.total_data_points < (200 * telemetry_summary.average_readings_per_device + 1) * len(devices)
    AND telemetry_summary.average_readings_per_device = round(telemetry_summary.average_readings_per_device, 2) AS holds
FROM iot_device_network;

-- rule: anomalies_are_among_the_data_points (arithmetic, row)
-- There are no more anomalies than data points, and neither is negative.
SELECT id,
  telemetry_summary.anomalies_detected IS NOT NULL AND telemetry_summary.total_data_points IS NOT NULL AS applies,
  telemetry_summary.anomalies_detected BETWEEN 0 AND telemetry_summary.total_data_points AS holds
FROM iot_device_network;

-- rule: overall_status_fits_the_devices (range, row)
-- Healthy while at most 20 % of the devices are offline or in error, critical above 50 %, degraded between.
SELECT id, network_health.overall_status IS NOT NULL AS applies,
  network_health.overall_status = CASE
    WHEN 5 * len(list_filter(devices, lambda d: d.status IN ('offline', 'error'))) <= len(devices) THEN 'healthy'
    WHEN 2 * len(list_filter(devices, lambda d: d.status IN ('offline', 'error'))) > len(devices) THEN 'critical'
    ELSE 'degraded' END AS holds
FROM iot_device_network;

-- rule: uptime_is_a_percentage (range, row)
-- An uptime lies between 0 and 100 percent.
SELECT id, network_health.uptime_percentage IS NOT NULL AS applies,
  network_health.uptime_percentage BETWEEN 0 AND 100 AS holds
FROM iot_device_network;

-- rule: signal_quality_is_a_percentage (range, row)
-- The quality of a link lies between 0 and 100 percent.
SELECT id,
  len(list_filter(flatten(list_transform(devices, lambda d: coalesce(d.connections, []))), lambda c: c.signal_quality IS NOT NULL)) > 0 AS applies,
  len(list_filter(flatten(list_transform(devices, lambda d: coalesce(d.connections, []))), lambda c: c.signal_quality IS NOT NULL
    AND (c.signal_quality BETWEEN 0 AND 100) IS NOT TRUE)) = 0 AS holds
FROM iot_device_network;

-- rule: signal_strength_is_plausible (range, row)
-- A signal is between -130 and 0 dBm, or a percentage up to 100.
SELECT id,
  len(list_filter(devices, lambda d: d.current_state.signal_strength IS NOT NULL)) > 0 AS applies,
  len(list_filter(devices, lambda d: d.current_state.signal_strength IS NOT NULL
    AND (d.current_state.signal_strength BETWEEN -130 AND 100) IS NOT TRUE)) = 0 AS holds
FROM iot_device_network;

-- rule: polling_interval_is_plausible (range, row)
-- A device is polled at least once a day and not more than once a second.
SELECT id,
  len(list_filter(devices, lambda d: d.configuration.polling_interval_seconds IS NOT NULL)) > 0 AS applies,
  len(list_filter(devices, lambda d: d.configuration.polling_interval_seconds IS NOT NULL
    AND (d.configuration.polling_interval_seconds BETWEEN 1 AND 86400) IS NOT TRUE)) = 0 AS holds
FROM iot_device_network;

-- rule: delays_are_plausible (range, row)
-- An action waits between no time and one day.
SELECT id,
  len(list_filter(flatten(list_transform(automation_rules, lambda r: coalesce(r.actions, []))), lambda a: a.delay_seconds IS NOT NULL)) > 0
    IS TRUE AS applies,
  len(list_filter(flatten(list_transform(automation_rules, lambda r: coalesce(r.actions, []))), lambda a: a.delay_seconds IS NOT NULL
    AND (a.delay_seconds BETWEEN 0 AND 86400) IS NOT TRUE)) = 0 AS holds
FROM iot_device_network;

-- rule: reporting_period_is_plausible (range, row)
-- A summary covers one hour to one year.
SELECT id, telemetry_summary.reporting_period_hours IS NOT NULL AS applies,
  telemetry_summary.reporting_period_hours BETWEEN 1 AND 8784 AS holds
FROM iot_device_network;

-- rule: coordinates_are_on_earth (range, row)
-- Latitudes lie between -90 and 90 degrees and longitudes between -180 and 180.
SELECT id, location.coordinates IS NOT NULL AS applies,
  coalesce(location.coordinates.latitude, 0) BETWEEN -90 AND 90
    AND coalesce(location.coordinates.longitude, 0) BETWEEN -180 AND 180 AS holds
FROM iot_device_network;

-- rule: devices_were_seen_before_the_health_check (temporal, row)
-- No device was last seen after the health check that reports it.
SELECT id,
  network_health.last_health_check IS NOT NULL AND len(list_filter(devices, lambda d: d.last_seen IS NOT NULL)) > 0 AS applies,
  len(list_filter(devices, lambda d: d.last_seen IS NOT NULL
    AND (TRY_CAST(d.last_seen AS TIMESTAMPTZ) <= TRY_CAST(network_health.last_health_check AS TIMESTAMPTZ)) IS NOT TRUE)) = 0 AS holds
FROM iot_device_network;

-- rule: alerts_lie_in_the_reporting_period (temporal, row)
-- Alerts were raised within the reported hours before the health check.
SELECT id,
  network_health.last_health_check IS NOT NULL AND telemetry_summary.reporting_period_hours IS NOT NULL
    AND len(list_filter(telemetry_summary.alerts_generated, lambda a: a.timestamp IS NOT NULL)) > 0 IS TRUE AS applies,
  len(list_filter(telemetry_summary.alerts_generated, lambda a: a.timestamp IS NOT NULL
    AND (TRY_CAST(a.timestamp AS TIMESTAMPTZ) <= TRY_CAST(network_health.last_health_check AS TIMESTAMPTZ)
      AND TRY_CAST(a.timestamp AS TIMESTAMPTZ) >= TRY_CAST(network_health.last_health_check AS TIMESTAMPTZ)
        - to_hours(telemetry_summary.reporting_period_hours)) IS NOT TRUE)) = 0 AS holds
FROM iot_device_network;

-- rule: rules_fired_before_the_health_check (temporal, row)
-- No automation rule was last triggered after the health check.
SELECT id,
  network_health.last_health_check IS NOT NULL
    AND len(list_filter(automation_rules, lambda r: r.last_triggered IS NOT NULL)) > 0 IS TRUE AS applies,
  len(list_filter(automation_rules, lambda r: r.last_triggered IS NOT NULL
    AND (TRY_CAST(r.last_triggered AS TIMESTAMPTZ) <= TRY_CAST(network_health.last_health_check AS TIMESTAMPTZ)) IS NOT TRUE)) = 0 AS holds
FROM iot_device_network;

-- rule: timed_rules_fired_at_their_time (closed, row)
-- By the convention of a release, a rule's time of day is told on the clock of its last trigger: that weekday, minute or those hours.
SELECT id, bool_or(clock IS NOT NULL) AS applies,
  bool_and(clock IS NULL OR (coalesce(weekday = '' OR weekday = dayname(TRY_CAST(day AS DATE)), false) AND
    CASE WHEN left(hours, 5) <= right(hours, 5) THEN clock BETWEEN left(hours, 5) AND right(hours, 5)
      ELSE clock >= left(hours, 5) OR clock <= right(hours, 5) END) IS TRUE) AS holds
FROM (SELECT id, left(r.last_triggered, 10) AS day, rtrim(left(told, -length(hours))) AS weekday, hours,
    CASE WHEN hours <> '' THEN substr(r.last_triggered, 12, 5) END AS clock
  FROM (SELECT id, r, told, regexp_extract(told, '([0-9]{2}:[0-9]{2}-)?[0-9]{2}:[0-9]{2}$') AS hours
    FROM (SELECT id, r, CASE WHEN r.triggers[1].condition_type = 'time_based'
        THEN json_extract_string(r.triggers[1].condition_value, '$') END AS told
      FROM (SELECT id, unnest(coalesce(automation_rules, [NULL])) AS r FROM iot_device_network))))
GROUP BY id;

-- rule: rules_fired_in_the_hours_of_their_name (closed, row)
-- A rule about the night, or about other hours, was last triggered in the hours that the vocabulary gives it.
SELECT id, bool_or(clock IS NOT NULL) AS applies,
  bool_and(clock IS NULL OR (CASE WHEN left(hours, 5) <= right(hours, 5) THEN clock BETWEEN left(hours, 5) AND right(hours, 5)
      ELSE clock >= left(hours, 5) OR clock <= right(hours, 5) END) IS TRUE) AS holds
FROM (SELECT id, v.hours AS hours, CASE WHEN v.hours <> '' THEN substr(r.last_triggered, 12, 5) END AS clock
  FROM (SELECT id, unnest(coalesce(automation_rules, [NULL])) AS r FROM iot_device_network)
    LEFT JOIN vocabulary_automation_rules v ON v.rule_name = r.rule_name)
GROUP BY id;

-- rule: moments_lie_within_2005_and_2026 (temporal, row)
-- Nothing was seen, triggered, raised or checked before 2005 or after 2026.
SELECT id, len(moments) > 0 AS applies,
  len(list_filter(moments, lambda m: (year(TRY_CAST(m AS TIMESTAMPTZ)) BETWEEN 2005 AND 2026) IS NOT TRUE)) = 0 AS holds
FROM (SELECT id, list_filter(flatten([list_transform(devices, lambda d: d.last_seen), [network_health.last_health_check],
    list_transform(coalesce(automation_rules, []), lambda r: r.last_triggered),
    list_transform(coalesce(telemetry_summary.alerts_generated, []), lambda a: a.timestamp)]), lambda m: m IS NOT NULL) AS moments
  FROM iot_device_network);

-- rule: no_object_is_empty (negative, row)
-- Readings, thresholds and action parameters that are given say something.
SELECT id,
  len(list_filter(devices, lambda d: d.current_state.readings IS NOT NULL OR d.configuration.alert_thresholds IS NOT NULL)) > 0
    OR len(list_filter(flatten(list_transform(automation_rules, lambda r: coalesce(r.actions, []))),
      lambda a: a.action_parameters IS NOT NULL)) > 0 IS TRUE AS applies,
  len(list_filter(devices, lambda d: replace(d.current_state.readings::VARCHAR, ' ', '') = '{}'
      OR replace(d.configuration.alert_thresholds::VARCHAR, ' ', '') = '{}')) = 0
    AND len(list_filter(flatten(list_transform(coalesce(automation_rules, []), lambda r: coalesce(r.actions, []))),
      lambda a: replace(a.action_parameters::VARCHAR, ' ', '') = '{}')) = 0 AS holds
FROM iot_device_network;

-- rule: comparisons_have_a_number (negative, row)
-- What is greater or less than a threshold is a number, and not a word.
SELECT id,
  len(list_filter(flatten(list_transform(automation_rules, lambda r: coalesce(r.triggers, []))), lambda t:
    t.operator IN ('greater_than', 'less_than') AND t.condition_value IS NOT NULL)) > 0 IS TRUE AS applies,
  len(list_filter(flatten(list_transform(automation_rules, lambda r: coalesce(r.triggers, []))), lambda t:
    t.operator IN ('greater_than', 'less_than') AND t.condition_value IS NOT NULL
    AND (json_type(t.condition_value) IN ('UBIGINT', 'BIGINT', 'DOUBLE')) IS NOT TRUE)) = 0 AS holds
FROM iot_device_network;

-- rule: network_is_not_named_like_a_person (negative, row)
-- A network is not called by a given name and a surname.
SELECT id, true AS applies,
  NOT (regexp_matches(network_name, '^\S+ \S+$')
    AND split_part(network_name, ' ', 1) IN (SELECT name FROM vocabulary_given_names)) AS holds
FROM iot_device_network;

-- rule: no_device_is_named_like_a_person (negative, row)
-- No device is called by a given name and a surname.
SELECT id, true AS applies,
  id NOT IN (SELECT id FROM (SELECT id, unnest(devices) AS d FROM iot_device_network)
    WHERE regexp_matches(d.device_name, '^\S+ \S+$') IS NOT FALSE
      AND (split_part(d.device_name, ' ', 1) IN (SELECT name FROM vocabulary_given_names)) IS NOT FALSE) AS holds
FROM iot_device_network;

-- rule: network_is_one_of_ours (closed, row)
-- The network stands in the vocabulary, with its building, floor and room.
SELECT id, true AS applies,
  network_name IN (SELECT network_name FROM vocabulary_networks)
    AND (location.building IS NULL OR (network_name, location.building) IN (SELECT (network_name, building) FROM vocabulary_networks))
    AND (location.floor IS NULL OR (network_name, location.floor) IN (SELECT (network_name, floor) FROM vocabulary_networks))
    AND (location.room IS NULL OR (network_name, location.room) IN (SELECT (network_name, room) FROM vocabulary_networks)) AS holds
FROM iot_device_network;

-- rule: devices_are_ours (closed, row)
-- Each device stands in the vocabulary with its type, maker, model, firmware, capabilities and mode.
SELECT id, true AS applies,
  id NOT IN (SELECT id FROM (SELECT id, unnest(devices) AS d FROM iot_device_network)
    WHERE ((d.device_name, d.device_type) IN (SELECT (device_name, device_type) FROM vocabulary_device_models)) IS NOT TRUE
      OR (d.manufacturer IS NOT NULL AND ((d.device_name, d.manufacturer)
        IN (SELECT (device_name, manufacturer) FROM vocabulary_device_models)) IS NOT TRUE)
      OR (d.model IS NOT NULL AND ((d.device_name, d.model)
        IN (SELECT (device_name, model) FROM vocabulary_device_models)) IS NOT TRUE)
      OR (d.firmware_version IS NOT NULL AND ((d.device_name, d.firmware_version)
        IN (SELECT (device_name, firmware) FROM vocabulary_device_models)) IS NOT TRUE)
      OR (d.capabilities IS NOT NULL AND ((d.device_name, array_to_string(d.capabilities, ' '))
        IN (SELECT (device_name, capabilities) FROM vocabulary_device_models)) IS NOT TRUE)
      OR (d.configuration.operating_mode IS NOT NULL AND ((d.device_name, d.configuration.operating_mode)
        IN (SELECT (device_name, operating_mode) FROM vocabulary_device_models)) IS NOT TRUE)) AS holds
FROM iot_device_network;

-- rule: devices_suit_the_network (closed, row)
-- Each device is of a kind that such a network has.
SELECT id, true AS applies,
  id NOT IN (SELECT id FROM (SELECT id, network_name, unnest(devices) AS d FROM iot_device_network)
    WHERE ((network_name, d.device_name) IN (SELECT (network_name, device_name)
      FROM vocabulary_network_themes JOIN vocabulary_theme_devices USING (theme))) IS NOT TRUE) AS holds
FROM iot_device_network;

-- rule: automation_rules_are_ours (closed, row)
-- Each automation rule has the condition, operator and action that the vocabulary gives it.
SELECT id, len(automation_rules) > 0 IS TRUE AS applies,
  id NOT IN (SELECT id FROM (SELECT id, r.rule_name, unnest(r.triggers) AS t
      FROM (SELECT id, unnest(automation_rules) AS r FROM iot_device_network))
    WHERE ((rule_name, t.condition_type, t.operator)
      IN (SELECT (rule_name, condition_type, operator) FROM vocabulary_automation_rules)) IS NOT TRUE)
  AND id NOT IN (SELECT id FROM (SELECT id, r.rule_name, unnest(r.actions) AS a
      FROM (SELECT id, unnest(automation_rules) AS r FROM iot_device_network))
    WHERE ((rule_name, a.action_type) IN (SELECT (rule_name, action_type) FROM vocabulary_automation_rules)) IS NOT TRUE) AS holds
FROM iot_device_network;

-- rule: alerts_have_their_severity (closed, row)
-- Each alert is of a known type and has the severity of that type.
SELECT id, len(telemetry_summary.alerts_generated) > 0 IS TRUE AS applies,
  id NOT IN (SELECT id FROM (SELECT id, unnest(telemetry_summary.alerts_generated) AS a FROM iot_device_network)
    WHERE ((a.alert_type, a.severity) IN (SELECT (alert_type, severity) FROM vocabulary_alert_types)) IS NOT TRUE) AS holds
FROM iot_device_network;
