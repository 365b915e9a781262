using AgentGateway.Runtime.Modules;
using Microsoft.Extensions.DependencyInjection;

namespace AgentGateway.Runtime.Web;

/// <summary>What agents read of the internet.</summary>
internal sealed class WebModule : IModule
{
    public void Register(ModuleBuilder module) => module
        .Service(static provider => new UrlFetcher(provider.GetRequiredService<TimeProvider>()));
}
