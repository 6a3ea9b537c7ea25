"""Runs in lm-evaluation-harness's own environment: the published task over the published test rows."""

import json
import sys

from lm_eval.tasks import TaskManager, get_task_dict

repo, version, folder = sys.argv[1:]
manager = TaskManager(include_path=f"{folder}/eval", include_defaults=False)
(name,) = manager.all_tasks
(task,) = get_task_dict([name], manager).values()
rows = list(task.test_docs())
right = [task.process_results(row, [row["output"]]) for row in rows]
spaced = [task.process_results(row, [json.dumps(json.loads(row["output"]), indent=1)]) for row in rows]
wrong = [task.process_results(row, [row["output"].replace("1", "2").replace("e", "i")]) for row in rows]
chatty = [task.process_results(row, ["Here it is: " + row["output"]]) for row in rows]
print(
    json.dumps(
        {
            "rows": len(rows),
            "asked": sum(task.doc_to_text(row) == row["input"] for row in rows),
            "gold_exact": sum(one["json_exact"] for one in right),
            "spaced_exact": sum(one["json_exact"] for one in spaced),
            "changed_exact": sum(one["json_exact"] for one in wrong),
            "chatty_valid": sum(one["json_valid"] for one in chatty),
        }
    )
)
