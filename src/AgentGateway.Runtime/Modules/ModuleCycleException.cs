namespace AgentGateway.Runtime.Modules;

/// <summary>Services need one another in a circle, which is a bug of the modules that register them.</summary>
public sealed class ModuleCycleException(IEnumerable<Type> circle)
    : Exception($"Services need one another in a circle: {string.Join(" -> ", circle.Select(type => type.Name))}.");
