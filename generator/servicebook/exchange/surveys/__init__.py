"""Surveys as counts: exports of LimeSurvey and Formbricks, and CSV."""
