"""The gates that a lesson's prose must pass: its claims against the plan and the language's own analysis."""
