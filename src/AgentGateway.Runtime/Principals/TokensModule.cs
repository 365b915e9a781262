using AgentGateway.Domain.Json;
using AgentGateway.Domain.Tokens;
using AgentGateway.Runtime.Modules;

namespace AgentGateway.Runtime.Principals;

/// <summary>Further tokens with rights of their own.</summary>
internal sealed class TokensModule : IModule
{
    public void Register(ModuleBuilder module) => module
        .Machine<TokenMachine, AccessToken, TokenCommand>(DomainJson.Plain.AccessToken)
        .Service<TokenService>()
        .Subscribe<AccessToken, TokenService>()
        .LoadAtStart<TokenService>();
}
