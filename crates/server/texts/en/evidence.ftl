# Evidence, proposals, scans.
evidence-confidence-high = high confidence
evidence-confidence-medium = medium confidence
evidence-confidence-low = low confidence
