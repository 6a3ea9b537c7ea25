"""The SQL of a release runs in DuckDB alone, as the card says."""

import duckdb


def statements(text):
    return [statement for statement in text.split(";\n") if statement.strip()]


def test_every_rule_of_a_release_runs_by_hand_and_holds(release, monkeypatch):
    monkeypatch.chdir(release)
    judged = 0
    with duckdb.connect() as connection:
        for statement in statements((release / "views.sql").read_text()):
            connection.execute(statement)
        for rules in sorted((release / "rules").glob("*.sql")):
            typing, *selects = statements(rules.read_text())
            connection.execute(typing)
            for select in selects:
                rows = connection.execute(select).fetchall()
                judged += len(rows)
                assert [row for row in rows if row[1] and row[2] is not True] == [], rules.name
    assert judged > 1000
