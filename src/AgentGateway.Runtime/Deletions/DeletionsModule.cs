using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Modules;

namespace AgentGateway.Runtime.Deletions;

/// <summary>Deleting threads for good.</summary>
internal sealed class DeletionsModule : IModule
{
    public void Register(ModuleBuilder module) => module
        .Service<DeletionService>()
        .Subscribe<AgentThread, DeletionService>();
}
