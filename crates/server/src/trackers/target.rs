//! Which tracker, which project, and who asks.

use std::fmt;

use axum::http::Uri;

use super::TrackerError;
use super::dialect::Dialect;
use super::{github, gitlab, jira};

/// A kind of tracker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// GitHub, also on a server of one's own.
    GitHub,
    /// GitLab, also on a server of one's own.
    GitLab,
    /// Jira Data Center, on a server of one's own.
    Jira,
    /// Jira Cloud, whose search is another one.
    JiraCloud,
}

impl Kind {
    const ALL: [(&'static str, Self); 4] =
        [("github", Self::GitHub), ("gitlab", Self::GitLab), ("jira", Self::Jira), ("jira-cloud", Self::JiraCloud)];

    pub(super) fn dialect(self) -> &'static Dialect {
        match self {
            Self::GitHub => &github::GITHUB,
            Self::GitLab => &gitlab::GITLAB,
            Self::Jira => &jira::JIRA,
            Self::JiraCloud => &jira::CLOUD,
        }
    }

    fn word(self) -> &'static str {
        Self::ALL.iter().find(|(_, one)| *one == self).map_or("", |(word, _)| word)
    }

    fn usual_url(self) -> Option<&'static str> {
        match self {
            Self::GitHub => Some("https://api.github.com"),
            Self::GitLab => Some("https://gitlab.com"),
            Self::Jira | Self::JiraCloud => None,
        }
    }

    /// How a project is named.
    fn form(self) -> &'static str {
        match self {
            Self::GitHub => "github:OWNER/REPOSITORY",
            Self::GitLab => "gitlab:GROUP/PROJECT",
            Self::Jira => "jira:KEY",
            Self::JiraCloud => "jira-cloud:KEY",
        }
    }

    fn names(self, project: &str) -> bool {
        let plain = |part: &str| {
            !part.is_empty()
                && !part.starts_with('.')
                && part.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c))
        };
        match self {
            Self::GitHub => project.split('/').count() == 2 && project.split('/').all(plain),
            Self::GitLab => project.split('/').count() >= 2 && project.split('/').all(plain),
            Self::Jira | Self::JiraCloud => {
                project.starts_with(|c: char| c.is_ascii_uppercase())
                    && project.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_')
            }
        }
    }
}

/// A project of a tracker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// The kind of tracker.
    pub kind: Kind,
    /// The address of its API, without a slash at the end.
    pub url: String,
    /// The project, as the tracker names it.
    pub project: String,
}

/// Who asks.
#[derive(Clone)]
pub struct Login {
    /// The user, where the tracker wants one (Jira Cloud: the address).
    pub user: Option<String>,
    /// The token.
    pub token: String,
}

impl fmt::Debug for Login {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Login").finish_non_exhaustive()
    }
}

impl Target {
    /// A project such as `github:owner/repository`; `url` is the address of a server of one's own. Without `plain` only
    /// an encrypted one is taken.
    pub fn new(text: &str, url: Option<&str>, plain: bool) -> Result<Self, TrackerError> {
        let known = text.split_once(':').and_then(|(word, project)| {
            let kind = Kind::ALL.iter().find(|(known, _)| *known == word)?.1;
            Some((kind, project.trim_matches('/')))
        });
        let Some((kind, project)) = known else {
            let forms = Kind::ALL.map(|(_, kind)| kind.form()).join(", ");
            return Err(TrackerError::Target { text: text.to_owned(), forms });
        };
        if !kind.names(project) {
            return Err(TrackerError::Target { text: text.to_owned(), forms: kind.form().to_owned() });
        }
        let url = url.or(kind.usual_url()).ok_or(TrackerError::Where)?.trim_end_matches('/');
        let address: Uri = url.parse().map_err(|_| TrackerError::Address(url.to_owned()))?;
        let authority = address.authority().filter(|a| !a.as_str().contains('@') && !a.host().is_empty());
        let secure = match address.scheme_str() {
            Some("https") => true,
            Some("http") => plain,
            _ => false,
        };
        if !secure || authority.is_none() || address.query().is_some() {
            return Err(TrackerError::Address(url.to_owned()));
        }
        Ok(Self { kind, url: url.to_owned(), project: project.to_owned() })
    }

    /// The machine that is asked, and the one whose web pages people know where that is another.
    #[must_use]
    pub fn host(&self) -> String {
        let address: Option<Uri> = self.url.parse().ok();
        let host = address.and_then(|a| a.host().map(str::to_owned)).unwrap_or_default();
        if host == "api.github.com" { "github.com".to_owned() } else { host }
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.kind.word(), self.project)
    }
}
