"""Fixtures that tests of the training itself share; the libraries are imported when a test wants one."""

import pytest


@pytest.fixture(scope="session")
def fit():
    """Everything that prepares and trains a small run."""
    from train import fitting

    return fitting


@pytest.fixture(scope="session")
def base(fit, tmp_path_factory):
    """A small base that has learned nothing, not to be changed."""
    return fit.base_in(tmp_path_factory.mktemp("tiny"))


@pytest.fixture
def tokenizer(base):
    """The base's tokenizer, a new one for each test."""
    return base.tokenizer()
