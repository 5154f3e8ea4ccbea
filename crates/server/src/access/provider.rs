//! A provider of identities that the organisation has already, asked by OpenID Connect: the authorization code flow with
//! PKCE, state and nonce.
//!
//! It says who somebody is, never what they may do: roles are in the record. Nobody else is asked anything, and it only
//! when somebody signs in.

mod http;

use jiff::{SignedDuration, Timestamp};
use openidconnect::core::{CoreAuthenticationFlow, CoreClient, CoreProviderMetadata, CoreUserInfoClaims};
use openidconnect::{
    AccessTokenHash, AuthorizationCode, ClientId, ClientSecret, CsrfToken, EndUserEmail, EndpointMaybeSet,
    EndpointNotSet, EndpointSet, IssuerUrl, Nonce, OAuth2TokenResponse, PkceCodeChallenge, PkceCodeVerifier,
    RedirectUrl, Scope, TokenResponse,
};
use tokio::sync::Mutex;

use crate::outgoing::chain;

/// How long what the provider says of itself is believed; keys change rarely.
const BELIEVED: SignedDuration = SignedDuration::from_mins(5);

/// The provider, as it was set up.
#[derive(Clone, PartialEq, Eq)]
pub struct Provider {
    /// Its address.
    pub issuer: String,
    /// What it calls us.
    pub client: String,
    /// By what it knows us, if it asks.
    pub secret: Option<String>,
    /// What readers call it.
    pub name: String,
}

impl std::fmt::Debug for Provider {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Provider").field("issuer", &self.issuer).field("client", &self.client).finish_non_exhaustive()
    }
}

/// What has to be remembered in the browser until it comes back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Begun {
    pub state: String,
    pub nonce: String,
    pub verifier: String,
}

/// Who somebody is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Identity {
    /// Address of the provider, a space, and the name there: for ever the same.
    pub subject: String,
    /// Mail address, if the provider has seen to it that it is theirs.
    pub email: Option<String>,
}

/// What the provider said of itself last.
pub(crate) type Known = Mutex<Option<(Timestamp, CoreProviderMetadata)>>;

type Client =
    CoreClient<EndpointSet, EndpointNotSet, EndpointNotSet, EndpointNotSet, EndpointMaybeSet, EndpointMaybeSet>;

impl Provider {
    async fn metadata(&self, known: &Known, now: Timestamp) -> Result<CoreProviderMetadata, String> {
        let mut known = known.lock().await;
        if let Some((at, metadata)) = &*known
            && now.duration_since(*at) < BELIEVED
        {
            return Ok(metadata.clone());
        }
        let issuer = IssuerUrl::new(self.issuer.clone()).map_err(|e| e.to_string())?;
        let asker = http::Asker::of(&self.issuer);
        let metadata = CoreProviderMetadata::discover_async(issuer, &asker).await.map_err(|e| chain(&e))?;
        *known = Some((now, metadata.clone()));
        Ok(metadata)
    }

    async fn client(&self, known: &Known, back: &str, now: Timestamp) -> Result<Client, String> {
        let metadata = self.metadata(known, now).await?;
        let secret = self.secret.clone().map(ClientSecret::new);
        let back = RedirectUrl::new(back.to_owned()).map_err(|e| e.to_string())?;
        let id = ClientId::new(self.client.clone());
        Ok(CoreClient::from_provider_metadata(metadata, id, secret).set_redirect_uri(back))
    }

    /// Where to send a browser, and what it has to remember. It comes back to `back`.
    pub(crate) async fn begin(&self, known: &Known, back: &str, now: Timestamp) -> Result<(String, Begun), String> {
        let client = self.client(known, back, now).await?;
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let flow = CoreAuthenticationFlow::AuthorizationCode;
        let request = client.authorize_url(flow, CsrfToken::new_random, Nonce::new_random);
        let request = request.add_scope(Scope::new("email".to_owned())).set_pkce_challenge(challenge);
        let (url, state, nonce) = request.url();
        let (state, nonce) = (state.secret().clone(), nonce.secret().clone());
        Ok((url.to_string(), Begun { state, nonce, verifier: verifier.secret().clone() }))
    }

    /// Who came back with a code.
    pub(crate) async fn identity(
        &self,
        known: &Known,
        back: &str,
        (code, begun): (String, Begun),
        now: Timestamp,
    ) -> Result<Identity, String> {
        let client = self.client(known, back, now).await?;
        let asker = http::Asker::of(&self.issuer);
        let request = client.exchange_code(AuthorizationCode::new(code)).map_err(|e| chain(&e))?;
        let request = request.set_pkce_verifier(PkceCodeVerifier::new(begun.verifier));
        let answer = request.request_async(&asker).await.map_err(|e| chain(&e))?;
        let token = answer.id_token().ok_or("the provider sent no identity")?;
        let verifier = client.id_token_verifier();
        let claims = token.claims(&verifier, &Nonce::new(begun.nonce)).map_err(|e| chain(&e))?;
        if let Some(expected) = claims.access_token_hash() {
            let (algorithm, key) = (token.signing_alg(), token.signing_key(&verifier));
            let (algorithm, key) = (algorithm.map_err(|e| chain(&e))?, key.map_err(|e| chain(&e))?);
            let found = AccessTokenHash::from_token(answer.access_token(), algorithm, key).map_err(|e| chain(&e))?;
            if found != *expected {
                return Err("the identity belongs to another answer".to_owned());
            }
        }
        let subject = format!("{} {}", claims.issuer().as_str(), claims.subject().as_str());
        let own = |email: Option<&EndUserEmail>, verified: Option<bool>| {
            email.filter(|_| verified == Some(true)).map(|email| email.as_str().to_owned())
        };
        if claims.email().is_some() {
            return Ok(Identity { subject, email: own(claims.email(), claims.email_verified()) });
        }
        // Many providers tell more only when they are asked for it.
        let request = client.user_info(answer.access_token().clone(), Some(claims.subject().clone()));
        let Ok(request) = request else { return Ok(Identity { subject, email: None }) };
        let told: CoreUserInfoClaims = request.request_async(&asker).await.map_err(|e| chain(&e))?;
        Ok(Identity { subject, email: own(told.email(), told.email_verified()) })
    }
}
