# Nachweise, Vorschläge, Durchsichten.
evidence-confidence-high = hohe Sicherheit
evidence-confidence-medium = mittlere Sicherheit
evidence-confidence-low = geringe Sicherheit
