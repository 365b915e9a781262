using AgentGateway.Runtime.Modules;

namespace AgentGateway.Runtime.Web;

/// <summary>What agents read of the internet.</summary>
internal sealed class WebModule : IModule
{
    public void Register(ModuleBuilder module) => module
        .Service(static _ => new PublicDialer())
        .Service<UrlFetcher>();
}
