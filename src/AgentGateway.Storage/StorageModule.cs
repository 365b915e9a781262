using AgentGateway.Runtime.Doctor;
using AgentGateway.Runtime.Modules;

namespace AgentGateway.Storage;

/// <summary>
/// Registers the findings of the storage. The store itself is opened before the runtime is built, and is given to it.
/// </summary>
public sealed class StorageModule : IModule
{
    public void Register(ModuleBuilder module) => module.Findings<StorageFindings>(FindingGroup.Storage);
}
