using AgentGateway.Domain.Tokens;
using AgentGateway.Runtime.Modules;

namespace AgentGateway.Runtime.Principals;

/// <summary>Further tokens with rights of their own.</summary>
internal sealed class TokensModule : IModule
{
    public void Register(ModuleBuilder module) => module
        .Machine(TokenStream.Kind)
        .Service<TokenService>()
        .Subscribe<AccessToken, TokenService>()
        .LoadAtStart<TokenService>();
}
