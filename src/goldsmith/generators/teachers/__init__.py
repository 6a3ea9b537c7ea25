"""Models that write: what is asked of one, what came back and what it cost, kept so that nothing is paid twice."""
