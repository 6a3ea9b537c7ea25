"""A figure is written alike on every screen, in cards, logs and pages."""

import re

from goldsmith.cli.run_screen import print_run
from goldsmith.train.measure.intervals import Difference
from goldsmith.train.measure.summary import Figure
from goldsmith.train.percentages import interval, percent, points, share
from goldsmith.train.run_folder import RunFolder, read_record
from train import runs


def test_a_share_is_written_with_its_interval_as_far_as_there_is_one():
    assert percent(Figure(0.8124, 0.781, 0.842, 400)) == "81.2 [78.1, 84.2]"
    assert percent(Figure(0.8124, None, None, 400)) == "81.2"
    assert (percent(Figure(None, None, None, 0)), percent(None)) == ("", "")
    assert (share(0.0), share(None), interval(0.0, 1.0), interval(None, 0.5)) == ("0.0", "", "[0.0, 100.0]", "")
    assert points(Difference(0.023, 0.004, -0.041, 400, 1, 2, 0.5)) == "+2.3 [+0.4, -4.1]"


def test_the_screen_of_a_run_shows_the_figures_of_its_record(tmp_path, capsys):
    path = runs.run(tmp_path / "run", runs.mixed(7, 2, 1))
    record = read_record(path)
    print_run(record, RunFolder(path))
    told = capsys.readouterr().out
    for metric, name in (("exact", "exact"), ("json_valid", "json valid"), ("field_f1_micro", "field f1 micro")):
        cells = [
            percent(Figure(**record["results"]["task"][arm]["summary"]["figures"][metric]))
            for arm in ("base", "tuned", "rules")
        ]
        assert re.search(
            rf"^  {name} +{re.escape(cells[0])} +{re.escape(cells[1])} +{re.escape(cells[2])}$", told, re.M
        )
    assert "Held-out rows (10), percent" in told
