"""The parts of every generated model other than its stages."""

TODAY = "2027-01-15"
NEXT_YEAR = "2028-01-15"
OWNER = "Prosecutor"
"""A partner in every stage, who can own a barrier if no other partner is there."""

FRAME = f"""\
barrier_model: 1
id: x
title: A generated model
language: en
review: {{last: "2026-11-01", every_months: 12}}
sources:
  - {{id: report, title: What is known}}
  - {{id: talks, title: Who was asked}}
stages: []
general:
  partners:
    - {{name: {OWNER}, sector: public, sources: [report]}}
  barriers:
    - name: Watch
      types: [criminal-law, economic]
      approach: [preventive]
      owner: {OWNER}
      helped_by: []
      targets: []
      priority: {{feasibility: 3, efficiency: 3, impact: 4}}
      sources: [report]
recommendations:
  - domain: All
    target_group: Authorities
    items:
      - {{text: Take up every barrier., barriers: [Watch]}}
knowledge_gaps:
  - {{name: How many there are, barriers: [Watch]}}
plan:
  coordinator: {OWNER}
  objectives:
    - statement: Fewer cases
      indicator: Cases a year
      target: "10"
      due: "{NEXT_YEAR}"
      measures:
        - {{name: Begin to watch, barriers: [Watch], owner: {OWNER}, due: "{NEXT_YEAR}", status: planned}}
  evaluation:
    process: {{method: Talks, due: "{NEXT_YEAR}", budget: 2 days}}
    outcome: {{method: Talks, due: "{NEXT_YEAR}", budget: 2 days}}
"""
"""A complete model without its stages."""
