"""JupyterLab in a real browser, for the tests that look at what a learner sees."""
