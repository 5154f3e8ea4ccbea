//! What an address says by its form alone.

/// `12345+ann@users.noreply.example.org` is the same person as `ann@users.noreply.example.org`.
pub(super) fn without_number(lower: &[u8]) -> &[u8] {
    let digits = lower.iter().take_while(|byte| byte.is_ascii_digit()).count();
    match lower.get(digits) {
        Some(b'+') if digits > 0 && is_noreply(lower) => &lower[digits + 1..],
        _ => lower,
    }
}

/// The account behind an address that a forge made up to keep the real one secret.
pub(super) fn handle(lower: &[u8]) -> Option<&[u8]> {
    let account = is_noreply(lower).then(|| without_number(lower))?;
    // GitLab puts the number first with a hyphen: `12345-ann@users.noreply.gitlab.com`.
    let account = account.split(|byte| *byte == b'@').next()?;
    let digits = account.iter().take_while(|byte| byte.is_ascii_digit()).count();
    Some(if digits > 0 && account.get(digits) == Some(&b'-') { &account[digits + 1..] } else { account })
}

fn is_noreply(lower: &[u8]) -> bool {
    let at = lower.iter().position(|byte| *byte == b'@');
    at.is_some_and(|at| lower[at..].windows(9).any(|part| part == b".noreply." || part == b"@noreply."))
}

/// Whether the author is a program, by lower-case name and address.
pub(super) fn is_machine(name: &[u8], address: &[u8]) -> bool {
    let marked = |text: &[u8]| text.windows(5).any(|part| part == b"[bot]");
    let ends = [&b"-bot"[..], b" bot", b"-robot", b" robot"];
    let account = address.split(|byte| *byte == b'@').next().unwrap_or_default();
    marked(name) || marked(address) || ends.iter().any(|end| name.ends_with(end) || account.ends_with(end))
}

/// Whether a text is of a form in which `*` stands for anything.
pub(crate) fn fits(form: &str, text: &str) -> bool {
    matches(form.as_bytes(), text.as_bytes())
}

/// Whether a text is of a form in which `*` stands for anything. Takes no longer than both lengths multiplied.
pub(super) fn matches(form: &[u8], text: &[u8]) -> bool {
    let mut parts = form.split(|byte| *byte == b'*');
    let Some(mut rest) = parts.next().and_then(|start| text.strip_prefix(start)) else { return false };
    let mut parts: Vec<&[u8]> = parts.collect();
    let Some(end) = parts.pop() else { return rest.is_empty() };
    for part in parts.into_iter().filter(|part| !part.is_empty()) {
        let Some(at) = rest.windows(part.len()).position(|window| window == part) else { return false };
        rest = &rest[at + part.len()..];
    }
    rest.ends_with(end)
}

/// Domains at which everybody can have an address: they say nothing of where somebody belongs.
pub(super) const OPEN_TO_ALL: &[&str] = &[
    "126.com",
    "163.com",
    "aol.com",
    "fastmail.com",
    "foxmail.com",
    "gmail.com",
    "gmx.de",
    "gmx.net",
    "googlemail.com",
    "hotmail.com",
    "icloud.com",
    "live.com",
    "mail.ru",
    "me.com",
    "msn.com",
    "noreply.github.com",
    "outlook.com",
    "pm.me",
    "proton.me",
    "protonmail.com",
    "qq.com",
    "users.noreply.github.com",
    "users.noreply.gitlab.com",
    "web.de",
    "yahoo.com",
    "yandex.ru",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_accounts_are_left_out_at_noreply_addresses_only() {
        let key = |text: &'static str| without_number(text.as_bytes());
        assert_eq!(key("12+ann@users.noreply.github.com"), b"ann@users.noreply.github.com");
        assert_eq!(key("12+ann@example.org"), b"12+ann@example.org");
        assert_eq!(key("+ann@users.noreply.github.com"), b"+ann@users.noreply.github.com");
        assert_eq!(key("12"), b"12");
        assert_eq!(handle(b"12-ann-b@users.noreply.gitlab.com"), Some(&b"ann-b"[..]));
        assert_eq!(handle(b"ann@example.org"), None);
    }

    #[test]
    fn machines_are_known_by_their_mark_or_the_end_of_their_name() {
        for (name, address) in [
            ("dependabot[bot]", "1+dependabot[bot]@users.noreply.github.com"),
            ("x", "49699333+dependabot[bot]@users.noreply.github.com"),
            ("k8s-ci-robot", "ci@example.org"),
            ("renovate bot", "renovate@example.org"),
            ("x", "release-bot@example.org"),
        ] {
            assert!(is_machine(name.as_bytes(), address.as_bytes()), "{name} {address}");
        }
        for (name, address) in [("ann abbot", "abbot@example.org"), ("bot ann", "a@bot.example.org"), ("", "")] {
            assert!(!is_machine(name.as_bytes(), address.as_bytes()), "{name} {address}");
        }
    }

    #[test]
    fn a_star_stands_for_anything() {
        let matches = |form: &str, text: &str| matches(form.as_bytes(), text.as_bytes());
        assert!(matches("ci@*.example.com", "ci@a.b.example.com") && matches("*", "") && matches("a*b*c", "axbxbc"));
        assert!(!matches("ci@*.example.com", "ci@example.com") && !matches("a", "ab") && !matches("ab*ba", "aba"));
    }
}
