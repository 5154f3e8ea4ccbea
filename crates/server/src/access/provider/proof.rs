//! Who came back from the provider: the code is exchanged for a proof, and the proof is checked.

use jiff::Timestamp;
use openidconnect::core::{
    CoreErrorResponseType, CoreIdToken, CoreIdTokenClaims, CoreTokenResponse, CoreUserInfoClaims,
};
use openidconnect::{
    AccessTokenHash, AuthorizationCode, ClaimsVerificationError, EndUserEmail, Nonce, OAuth2TokenResponse,
    PkceCodeVerifier, RequestTokenError, SignatureVerificationError, TokenResponse, UserInfoError,
};

use super::http::{Asker, Unanswered};
use super::{Begun, Client, Identity, Known, Provider, Unknown, silent, unproven};

impl Provider {
    /// Who came back with a code.
    pub(crate) async fn identity(
        &self,
        known: &Known,
        back: &str,
        (code, begun): (String, Begun),
        now: Timestamp,
    ) -> Result<Identity, Unknown> {
        let mut client = self.client(self.metadata(known, now).await?, back)?;
        let answer = self.exchange(&client, code, begun.verifier).await?;
        let proof = answer.id_token().ok_or_else(|| Unknown::Silent("it sent no identity".to_owned()))?;
        let nonce = Nonce::new(begun.nonce);
        if lacks_key(&client, proof, &nonce) {
            client = self.client(self.asked(known, now).await?, back)?;
        }
        let claims = checked(&client, proof, &answer, &nonce)?;
        let subject = format!("{} {}", claims.issuer().as_str(), claims.subject().as_str());
        let email = match claims.email() {
            Some(email) => self.own(Some(email), claims.email_verified()),
            None => self.told(&client, &answer, claims).await?,
        };
        Ok(Identity { subject, email })
    }

    async fn exchange(&self, client: &Client, code: String, verifier: String) -> Result<CoreTokenResponse, Unknown> {
        let request = client.exchange_code(AuthorizationCode::new(code)).map_err(|e| silent(&e))?;
        let request = request.set_pkce_verifier(PkceCodeVerifier::new(verifier));
        let answer = request.request_async(&Asker::of(&self.issuer)).await;
        answer.map_err(|error| match &error {
            RequestTokenError::ServerResponse(said) if *said.error() == CoreErrorResponseType::InvalidGrant => {
                unproven(&error)
            }
            _ => silent(&error),
        })
    }

    /// The mail address, where it is told only to who asks for it.
    async fn told(
        &self,
        client: &Client,
        answer: &CoreTokenResponse,
        claims: &CoreIdTokenClaims,
    ) -> Result<Option<String>, Unknown> {
        let request = client.user_info(answer.access_token().clone(), Some(claims.subject().clone()));
        // One that has no place to ask tells nothing more.
        let Ok(request) = request else { return Ok(None) };
        let told: Result<CoreUserInfoClaims, UserInfoError<Unanswered>> =
            request.request_async(&Asker::of(&self.issuer)).await;
        let told = told.map_err(|error| match &error {
            UserInfoError::ClaimsVerification(_) => unproven(&error),
            _ => silent(&error),
        })?;
        Ok(self.own(told.email(), told.email_verified()))
    }

    /// A mail address that is theirs: the provider has seen to it, or whoever set it up here says that it always does.
    fn own(&self, email: Option<&EndUserEmail>, verified: Option<bool>) -> Option<String> {
        email.filter(|_| verified.unwrap_or(self.trusts_email)).map(|email| email.as_str().to_owned())
    }
}

/// Whether the proof is signed by a key that is not known: keys may have changed since they were read.
fn lacks_key(client: &Client, proof: &CoreIdToken, nonce: &Nonce) -> bool {
    matches!(
        proof.claims(&client.id_token_verifier(), nonce),
        Err(ClaimsVerificationError::SignatureVerification(
            SignatureVerificationError::NoMatchingKey | SignatureVerificationError::CryptoError(_)
        ))
    )
}

/// What the proof says, when it is one: signed by the provider for us and for this browser, not too old, and about the
/// access that came with it.
fn checked<'p>(
    client: &Client,
    proof: &'p CoreIdToken,
    answer: &CoreTokenResponse,
    nonce: &Nonce,
) -> Result<&'p CoreIdTokenClaims, Unknown> {
    let verifier = client.id_token_verifier();
    let claims = proof.claims(&verifier, nonce).map_err(|e| unproven(&e))?;
    if let Some(expected) = claims.access_token_hash() {
        let algorithm = proof.signing_alg().map_err(|e| unproven(&e))?;
        let key = proof.signing_key(&verifier).map_err(|e| unproven(&e))?;
        let found = AccessTokenHash::from_token(answer.access_token(), algorithm, key).map_err(|e| unproven(&e))?;
        if found != *expected {
            return Err(Unknown::Unproven("it belongs to another answer".to_owned()));
        }
    }
    Ok(claims)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_that_the_provider_is_silent_about_is_taken_only_where_that_was_set_up() {
        let mail = EndUserEmail::new("ada@example.org".to_owned());
        for (verified, strict, trusting) in [(Some(true), true, true), (None, false, true), (Some(false), false, false)]
        {
            for (trusts_email, taken) in [(false, strict), (true, trusting)] {
                let (issuer, client) = ("https://login.example".to_owned(), "osmm".to_owned());
                let provider = Provider { issuer, client, secret: None, name: String::new(), trusts_email };
                assert_eq!(provider.own(Some(&mail), verified).is_some(), taken, "{verified:?} {trusts_email}");
                assert_eq!(provider.own(None, verified), None);
            }
        }
    }
}
