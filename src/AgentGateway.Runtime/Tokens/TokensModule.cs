using AgentGateway.Domain.Tokens;
using AgentGateway.Runtime.Modules;
using AgentGateway.Runtime.Principals;

namespace AgentGateway.Runtime.Tokens;

/// <summary>Further tokens with rights of their own.</summary>
internal sealed class TokensModule : IModule
{
    public void Register(ModuleBuilder module) => module
        .Settings<ClientLimits>("Limits", isHot: true)
        .Machine(TokenStream.Kind)
        .Service<TokenService>()
        .Subscribe<AccessToken, TokenService>()
        .LoadAtStart<TokenService>();
}
