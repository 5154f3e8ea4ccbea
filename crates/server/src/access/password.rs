//! Passwords: hashed by argon2id, with the parameters that its crate recommends (19 MiB, two passes), away from the threads
//! that serve, and never more than a few at a time, so that a flood of logins takes neither memory nor breath.

use std::sync::LazyLock;

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

/// Characters that a password has to have. Length is all that is asked for: rules about kinds of characters make worse ones.
pub const SHORTEST: usize = 12;
/// Bytes that are hashed at most.
const LONGEST: usize = 1024;
/// Passwords hashed at the same time.
static TURNS: Semaphore = Semaphore::const_new(2);
/// What the password of somebody unknown is compared with, so that it takes as long as that of somebody known.
static NOBODY: LazyLock<String> = LazyLock::new(|| hashed("nobody").unwrap_or_default());

/// Why a password cannot be used, as the name of a message.
#[must_use]
pub fn fault(password: &str) -> Option<&'static str> {
    if password.chars().count() < SHORTEST {
        return Some("access-password-short");
    }
    (password.len() > LONGEST).then_some("access-password-long")
}

/// The hash of a password, with its salt and parameters.
pub fn hashed(password: &str) -> Result<String, String> {
    Argon2::default().hash_password(password.as_bytes()).map(|hash| hash.to_string()).map_err(|e| e.to_string())
}

fn fits(password: &str, hash: &str) -> bool {
    PasswordHash::new(hash).is_ok_and(|h| Argon2::default().verify_password(password.as_bytes(), &h).is_ok())
}

/// Hashes a password when it is its turn.
pub(crate) async fn hash(password: String) -> Result<String, String> {
    let _turn = TURNS.acquire().await.map_err(|e| e.to_string())?;
    spawn_blocking(move || hashed(&password)).await.map_err(|e| e.to_string())?
}

/// Whether a password is the one with this hash. Where there is no hash it takes as long, and it is not.
pub(crate) async fn is(password: String, hash: Option<String>) -> bool {
    if password.len() > LONGEST {
        return false;
    }
    let Ok(_turn) = TURNS.acquire().await else { return false };
    let compared = spawn_blocking(move || {
        let fits = fits(&password, hash.as_ref().unwrap_or(&NOBODY));
        fits && hash.is_some()
    });
    compared.await.unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_fits_its_own_hash_only() {
        let hash = hashed("correct horse battery").unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert_ne!(hash, hashed("correct horse battery").unwrap(), "salted");
        assert!(is("correct horse battery".to_owned(), Some(hash.clone())).await);
        assert!(!is("correct horse batterie".to_owned(), Some(hash)).await);
        assert!(!is("nobody".to_owned(), None).await);
        assert!(!is("x".to_owned(), Some("no hash".to_owned())).await);
    }

    #[test]
    fn length_is_all_that_is_asked_for() {
        assert_eq!(fault("elf chars.."), Some("access-password-short"));
        assert_eq!(fault("zwölf Zeiche"), None);
        assert_eq!(fault(&"x".repeat(1025)), Some("access-password-long"));
    }
}
