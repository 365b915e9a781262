using AgentGateway.Runtime.Doctor;
using AgentGateway.Runtime.Modules;

namespace AgentGateway.Storage;

/// <summary>What the storage tells of itself. The store is opened before the runtime is built, and is given to it.</summary>
public sealed class StorageModule : IModule
{
    public void Register(ModuleBuilder module) => module.Findings<StorageFindings>(FindingGroup.Storage);
}
