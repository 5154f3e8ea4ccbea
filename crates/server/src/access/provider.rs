//! A provider of identities that the organisation has already, asked by OpenID Connect: the authorization code flow with
//! PKCE, state and nonce.
//!
//! It says who somebody is, never what they may do: roles are in the record. Nobody else is asked anything, and it only
//! when somebody signs in.

mod http;
mod known;
mod proof;

use jiff::Timestamp;
use openidconnect::core::{CoreAuthenticationFlow, CoreClient, CoreClientAuthMethod, CoreProviderMetadata};
use openidconnect::{
    AuthType, ClientId, ClientSecret, CsrfToken, EndpointMaybeSet, EndpointNotSet, EndpointSet, IssuerUrl, Nonce,
    PkceCodeChallenge, RedirectUrl, Scope,
};

use crate::outgoing::chain;
pub(crate) use known::Known;

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
    /// Whether a mail address is taken for theirs although the provider does not say that it has seen to it. One of which
    /// it says that it has not is taken in no case.
    pub trusts_email: bool,
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

impl Identity {
    /// The name there alone.
    pub(crate) fn name(&self) -> &str {
        self.subject.split_once(' ').map_or(self.subject.as_str(), |(_, name)| name)
    }
}

/// Why it is not known who somebody is.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Unknown {
    /// Nothing that whoever signs in could help: the provider is away, or it or we are set up wrongly.
    #[error("the provider does not answer as it should: {0}")]
    Silent(String),
    /// Another try may go well: what came back is too old, was used, or is made up.
    #[error("what came back is no proof: {0}")]
    Unproven(String),
}

fn silent(error: &dyn std::error::Error) -> Unknown {
    Unknown::Silent(chain(error))
}

fn unproven(error: &dyn std::error::Error) -> Unknown {
    Unknown::Unproven(chain(error))
}

type Client =
    CoreClient<EndpointSet, EndpointNotSet, EndpointNotSet, EndpointNotSet, EndpointMaybeSet, EndpointMaybeSet>;

impl Provider {
    /// What it says of itself: what it said a moment ago, or else it is asked.
    async fn metadata(&self, known: &Known, now: Timestamp) -> Result<CoreProviderMetadata, Unknown> {
        match known.metadata(now) {
            Some(metadata) => Ok(metadata),
            None => self.asked(known, now).await,
        }
    }

    /// What it says of itself now.
    async fn asked(&self, known: &Known, now: Timestamp) -> Result<CoreProviderMetadata, Unknown> {
        let issuer = IssuerUrl::new(self.issuer.clone()).map_err(|e| silent(&e))?;
        let asker = http::Asker::of(&self.issuer);
        let metadata = CoreProviderMetadata::discover_async(issuer, &asker).await.map_err(|e| silent(&e))?;
        known.set(metadata.clone(), now);
        Ok(metadata)
    }

    fn client(&self, metadata: CoreProviderMetadata, back: &str) -> Result<Client, Unknown> {
        let secret = self.secret.clone().map(ClientSecret::new);
        let back = RedirectUrl::new(back.to_owned()).map_err(|e| silent(&e))?;
        let id = ClientId::new(self.client.clone());
        let shows = how_to_show(metadata.token_endpoint_auth_methods_supported().map(Vec::as_slice));
        Ok(CoreClient::from_provider_metadata(metadata, id, secret).set_redirect_uri(back).set_auth_type(shows))
    }

    /// Where to send a browser, and what it has to remember. It comes back to `back`.
    pub(crate) async fn begin(&self, known: &Known, back: &str, now: Timestamp) -> Result<(String, Begun), Unknown> {
        let client = self.client(self.metadata(known, now).await?, back)?;
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let flow = CoreAuthenticationFlow::AuthorizationCode;
        let request = client.authorize_url(flow, CsrfToken::new_random, Nonce::new_random);
        let request = request.add_scope(Scope::new("email".to_owned())).set_pkce_challenge(challenge);
        let (url, state, nonce) = request.url();
        let (state, nonce) = (state.secret().clone(), nonce.secret().clone());
        Ok((url.to_string(), Begun { state, nonce, verifier: verifier.secret().clone() }))
    }
}

/// How the secret is shown: in a header, as every provider has to take it, unless this one says that it does not.
fn how_to_show(taken: Option<&[CoreClientAuthMethod]>) -> AuthType {
    let takes = |how: &CoreClientAuthMethod| taken.is_some_and(|t| t.contains(how));
    let in_body = takes(&CoreClientAuthMethod::ClientSecretPost) && !takes(&CoreClientAuthMethod::ClientSecretBasic);
    if in_body { AuthType::RequestBody } else { AuthType::BasicAuth }
}
