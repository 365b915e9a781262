namespace AgentGateway.Runtime.Modules;

/// <summary>
/// One capability of the gateway, registered once: its machine and effects, services, tools, resources, subscriptions,
/// settings, findings and documentation. The runtime is a list of modules; code that concerns all capabilities goes
/// over that list, in its order.
/// </summary>
public interface IModule
{
    void Register(ModuleBuilder module);
}
