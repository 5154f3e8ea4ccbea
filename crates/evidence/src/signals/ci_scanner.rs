//! Does CI run scanners?

use std::collections::BTreeSet;

use super::{Effort, Signal, Source};
use crate::facts::Facts;
use crate::finding::Finding;
use crate::pipelines::{self, System};

pub(super) const SIGNAL: Signal = Signal {
    id: "ci-scanner",
    title: "Scanners in CI",
    question: "Does CI run a scanner for dependencies, code, secrets, licences, containers, or a fuzzer?",
    why: "A policy that no job checks is a wish; a scanner in CI sees every change, and a scheduled one sees new advisories.",
    looks_at: "Known tools in the configuration of any CI system: actions, templates, orbs, tasks, images and commands, not comments. \
               That a job is there does not mean that it passes or that someone reads its result. Scans that a platform runs by a \
               setting leave no trace in the repository.",
    remedy: "Add a job with a dependency scanner and run it for changes and on a schedule; then code and secret scanning.",
    effort: Effort::Hours,
    topics: &[],
    since: "0.1.0",
    source: Source::Tree,
    wants: pipelines::wants,
    observe,
};

/// Tool, what it scans, and how it appears in a pipeline (lower case; a word's start must match).
const TOOLS: &[(&str, &[&str], &[&str])] = &[
    ("dependency-review", &["dependency"], &["actions/dependency-review-action"]),
    (
        "OWASP Dependency-Check",
        &["dependency"],
        &["dependency-check", "dependency-check-maven", "dependencycheckanalyze"],
    ),
    ("OSV-Scanner", &["dependency"], &["osv-scanner", "google/osv-scanner-action", "osv-scanner-action"]),
    ("govulncheck", &["dependency"], &["govulncheck", "golang/govulncheck-action"]),
    (
        "cargo-audit",
        &["dependency"],
        &["cargo audit", "cargo-audit", "rustsec/audit-check", "actions-rust-lang/audit", "actions-rs/audit-check"],
    ),
    ("cargo-deny", &["dependency", "licence"], &["cargo deny", "cargo-deny", "embarkstudios/cargo-deny-action"]),
    ("npm audit", &["dependency"], &["npm audit", "audit-ci", "auditjs", "better-npm-audit"]),
    ("yarn audit", &["dependency"], &["yarn audit", "yarn npm audit"]),
    ("pnpm audit", &["dependency"], &["pnpm audit"]),
    ("pip-audit", &["dependency"], &["pip-audit", "pypa/gh-action-pip-audit"]),
    ("safety", &["dependency"], &["safety check", "safety scan", "pyupio/safety"]),
    ("bundler-audit", &["dependency"], &["bundle audit", "bundler-audit", "bundle-audit"]),
    ("composer audit", &["dependency"], &["composer audit", "local-php-security-checker"]),
    ("dotnet vulnerable", &["dependency"], &["dotnet list package --vulnerable"]),
    ("Nancy", &["dependency"], &["sonatype-nexus-community/nancy", "nancy sleuth"]),
    ("Nexus IQ", &["dependency"], &["nexus-iq", "nexuspolicyevaluation", "sonatype/actions"]),
    ("Snyk", &["dependency", "code"], &["snyk"]),
    ("Mend", &["dependency", "licence"], &["whitesource", "mend-cli", "mend sca"]),
    (
        "Black Duck",
        &["dependency", "licence"],
        &["blackduck", "black-duck", "synopsys-detect", "synopsys-sig", "detect.sh"],
    ),
    ("FOSSA", &["dependency", "licence"], &["fossa-contrib", "fossas/fossa-action", "fossa analyze", "fossa test"]),
    ("Grype", &["dependency", "container"], &["grype", "anchore/scan-action"]),
    ("Trivy", &["dependency", "container"], &["trivy", "aquasecurity/trivy-action"]),
    (
        "GitLab dependency scanning",
        &["dependency"],
        &["dependency-scanning.gitlab-ci.yml", "components/dependency-scanning"],
    ),
    ("JFrog Xray", &["dependency"], &["jf audit", "jfrog xray", "jf scan", "jfrog/frogbot"]),
    ("Dependency-Track", &["dependency"], &["dependencytrack", "dependency-track"]),
    ("CodeQL", &["code"], &["github/codeql-action", "codeql database", "codeql3000"]),
    ("Semgrep", &["code"], &["semgrep"]),
    (
        "SonarQube",
        &["code"],
        &["sonarsource/", "sonar-scanner", "sonarqube", "sonarcloud", "sonar:sonar", "sonarscanner"],
    ),
    ("gosec", &["code"], &["gosec", "securego/gosec"]),
    ("Bandit", &["code"], &["bandit -", "bandit-action", "pycqa/bandit", "run bandit"]),
    ("Brakeman", &["code"], &["brakeman"]),
    ("SpotBugs", &["code"], &["spotbugs", "findsecbugs"]),
    ("Coverity", &["code"], &["coverity", "cov-build", "scan.coverity.com"]),
    ("Checkmarx", &["code"], &["checkmarx"]),
    ("Fortify", &["code"], &["fortify", "sourceanalyzer"]),
    ("Veracode", &["code"], &["veracode"]),
    ("DevSkim", &["code"], &["devskim"]),
    ("Horusec", &["code"], &["horusec"]),
    ("GitLab SAST", &["code"], &["security/sast", "jobs/sast", "components/sast"]),
    ("zizmor", &["pipeline"], &["zizmor"]),
    ("Checkov", &["infrastructure"], &["checkov"]),
    ("KICS", &["infrastructure"], &["checkmarx/kics", "kics scan"]),
    ("tfsec", &["infrastructure"], &["tfsec"]),
    ("Gitleaks", &["secret"], &["gitleaks"]),
    ("TruffleHog", &["secret"], &["trufflehog"]),
    ("detect-secrets", &["secret"], &["detect-secrets"]),
    ("GitGuardian", &["secret"], &["gitguardian", "ggshield"]),
    ("GitLab secret detection", &["secret"], &["secret-detection", "components/secret-detection"]),
    (
        "OSS Review Toolkit",
        &["licence", "dependency"],
        &["oss-review-toolkit/ort", "ort analyze", "ort evaluate", "ort-ci-gitlab"],
    ),
    ("ScanCode", &["licence"], &["scancode-toolkit", "scancode -", "scancode.io", "aboutcode-org/scancode"]),
    ("REUSE", &["licence"], &["fsfe/reuse-action", "reuse lint", "fsfe/reuse"]),
    ("licensed", &["licence"], &["licensed status", "licensed cache", "jonabc/licensed-ci", "github/licensed"]),
    ("license_finder", &["licence"], &["license_finder", "licensefinder"]),
    (
        "license-checker",
        &["licence"],
        &["license-checker", "license-compliance-checker", "node-license-validator", "npx license-report"],
    ),
    ("pip-licenses", &["licence"], &["pip-licenses", "liccheck", "licensecheck"]),
    ("go-licenses", &["licence"], &["go-licenses"]),
    ("license-maven-plugin", &["licence"], &["license:add-third-party", "license:check", "license-maven-plugin"]),
    ("license-eye", &["licence"], &["apache/skywalking-eyes", "license-eye"]),
    ("Clair", &["container"], &["clairctl", "quay/clair", "clair-scanner"]),
    ("Dockle", &["container"], &["dockle"]),
    ("GitLab container scanning", &["container"], &["container-scanning"]),
    ("Docker Scout", &["container"], &["docker/scout-action", "docker scout"]),
    ("OWASP ZAP", &["dynamic"], &["zaproxy/", "zap-baseline", "zap-full-scan", "owasp/zap"]),
    ("GitLab DAST", &["dynamic"], &["security/dast", "jobs/dast", "components/dast"]),
    ("ClusterFuzzLite", &["fuzz"], &["clusterfuzzlite"]),
    ("CIFuzz", &["fuzz"], &["cifuzz", "google/oss-fuzz"]),
    ("cargo-fuzz", &["fuzz"], &["cargo fuzz", "cargo-fuzz", "cargo +nightly fuzz"]),
    ("Go fuzzing", &["fuzz"], &["-fuzz=", "go test -fuzz"]),
    ("Jazzer", &["fuzz"], &["jazzer"]),
    ("GitLab fuzzing", &["fuzz"], &["coverage-fuzzing", "api-fuzzing"]),
    ("OpenSSF Scorecard", &["posture"], &["ossf/scorecard-action", "ossf/scorecard"]),
    (
        "Microsoft Security DevOps",
        &["code", "secret", "infrastructure"],
        &["microsoftsecuritydevops", "microsoft/security-devops-action", "credscan"],
    ),
    ("GitHub Advanced Security for Azure", &["code", "dependency"], &["advancedsecurity-"]),
    ("WhiteSource Bolt", &["dependency"], &["whitesource bolt"]),
];

/// Whether `pattern` stands in `line` at the start of a word.
fn appears(line: &str, pattern: &str) -> bool {
    line.match_indices(pattern).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        !before.is_some_and(|c| c.is_alphanumeric() || c == '_')
    })
}

/// What a scanner looks for, by the name that it gives itself; nothing for one that is not known.
pub(crate) fn kinds_of_scanner(name: &str) -> impl Iterator<Item = &'static str> {
    let name = name.to_lowercase();
    let known = move |tool: &str, patterns: &[&str]| {
        appears(&name, &tool.to_lowercase()) || patterns.iter().any(|pattern| appears(&name, pattern))
    };
    TOOLS
        .iter()
        .filter(move |(tool, _, patterns)| known(tool, patterns))
        .flat_map(|(_, kinds, _)| kinds.iter().copied())
}

/// Whether the pipeline also runs by the clock, as far as the file says so.
fn is_scheduled(text: &str, system: System) -> bool {
    pipelines::lines(text, system).any(|(_, line)| {
        let line = line.trim_start().trim_start_matches("- ");
        line.starts_with("cron:") || line.starts_with("cron(") || line.starts_with("cron ")
    })
}

fn observe(facts: &Facts) -> Finding {
    let mut finding = Finding::seen("");
    let mut tools = BTreeSet::new();
    let mut kinds = BTreeSet::new();
    let mut scheduled = 0_usize;
    let mut pipelines_met = 0_usize;
    for file in facts.wanted(pipelines::wants) {
        let (Some(system), Some(text)) = (pipelines::system(&file.entry), file.text()) else {
            continue;
        };
        pipelines_met += 1;
        let mut here = BTreeSet::new();
        for (number, line) in pipelines::lines(text, system) {
            let line = line.to_lowercase();
            for (tool, kind, patterns) in TOOLS {
                if patterns.iter().any(|pattern| appears(&line, pattern)) {
                    kinds.extend(kind.iter().copied());
                    if here.insert(*tool) {
                        finding = finding.at(file, Some(number));
                    }
                }
            }
        }
        scheduled += usize::from(!here.is_empty() && is_scheduled(text, system));
        tools.extend(here);
    }
    if tools.is_empty() {
        let summary = if pipelines_met == 0 { "no CI configuration" } else { "no known scanner in CI" };
        return Finding::not_seen(summary).count("scheduled", 0);
    }
    let shown: Vec<&str> = tools.iter().copied().collect();
    finding.summary = shown.join(", ");
    finding.list("tools", tools).list("kinds", kinds).count("scheduled", scheduled)
}

#[cfg(test)]
mod tests {
    use osmm_maturity::observation::{Measure, Verdict};

    use super::*;

    fn kinds(path: &str, text: &str) -> Vec<String> {
        match observe(&Facts::of(&[(path, text)])).measures.get("kinds") {
            Some(Measure::List(kinds)) => kinds.clone(),
            _ => Vec::new(),
        }
    }

    #[test]
    fn tools_are_known_in_every_system() {
        assert_eq!(
            kinds(".github/workflows/a.yml", "jobs:\n  a:\n    steps:\n    - uses: github/codeql-action/init@v3\n"),
            ["code"]
        );
        assert_eq!(
            kinds(".gitlab-ci.yml", "include:\n  - template: Security/Dependency-Scanning.gitlab-ci.yml\n"),
            ["dependency"]
        );
        assert_eq!(kinds("azure-pipelines.yml", "steps:\n- task: SonarQubePrepare@5\n"), ["code"]);
        assert_eq!(kinds("Jenkinsfile", "stage('x') { sh 'gitleaks detect' }"), ["secret"]);
        assert_eq!(kinds(".circleci/config.yml", "orbs:\n  snyk: snyk/snyk@1\n"), ["code", "dependency"]);
        assert_eq!(
            kinds(".github/workflows/a.yml", "jobs:\n  a:\n    steps:\n    - run: cargo deny check\n"),
            ["dependency", "licence"]
        );
    }

    #[test]
    fn a_comment_is_no_scanner_and_neither_is_a_part_of_a_word() {
        for text in ["jobs:\n # - run: trivy fs .\n", "jobs:\n  a: x # trivy\n", "jobs:\n  a: mytrivyish\n"] {
            assert_eq!(observe(&Facts::of(&[(".github/workflows/a.yml", text)])).verdict, Verdict::NotSeen, "{text}");
        }
        assert_eq!(kinds("Jenkinsfile", "// sh 'trivy'\n/* sh 'snyk test'\n*/\n"), [""; 0]);
    }

    #[test]
    fn the_clock_is_counted() {
        let text = "on:\n  schedule:\n    - cron: '0 0 * * 1'\njobs:\n  a:\n    steps:\n    - run: govulncheck ./...\n";
        let finding = observe(&Facts::of(&[(".github/workflows/a.yml", text)]));
        assert_eq!(finding.measures["scheduled"], Measure::Count(1));
        assert_eq!(finding.proof[0].line, Some(7));
    }
}
