using AgentGateway.Domain.Agents;
using AgentGateway.Runtime;
using AgentGateway.Runtime.Modules;
using AgentGateway.Storage;

namespace AgentGateway.Testing;

/// <summary>What a test wants of its <see cref="Gateway"/>.</summary>
public sealed record GatewaySetup
{
    /// <summary>An agent for most tests, one that advises before it, and another.</summary>
    public static readonly IReadOnlyList<AgentDefinition> ScriptedAgents =
    [
        new(new("svarog"), "Svarog", ["main"], ScriptedDriver.DriverName, Persona: "You are Svarog."),
        new(new("weles"), "Weles", [], ScriptedDriver.DriverName, When: AdviceTime.Before),
        new(new("rarog"), "Rarog", [], ScriptedDriver.DriverName),
    ];

    /// <summary>Settings. Places, the protected directory and the output index are the gateway's own.</summary>
    public RuntimeOptions Options { get; init; } = new();

    public TimeProvider Time { get; init; } = TimeProvider.System;

    public StoreKind Store { get; init; }

    /// <summary>What the store keeps; null for what the gateway does.</summary>
    public StoreContents? Contents { get; init; }

    public IReadOnlyList<AgentDefinition> Agents { get; init; } = ScriptedAgents;

    /// <summary>Modules beside the gateway's own.</summary>
    public IReadOnlyList<IModule> Modules { get; init; } = [];

    /// <summary>Adds drivers and tools to the runtime of this gateway before each start.</summary>
    public Action<Gateway> Prepare { get; init; } = _ => { };
}
