using AgentGateway.Runtime.Modules;

namespace AgentGateway.Runtime.Imports;

/// <summary>Conversations of other programs as threads.</summary>
internal sealed class ImportsModule : IModule
{
    public void Register(ModuleBuilder module) => module
        .Service<ImportService>()
        .Docs("imports");
}
