namespace AgentGateway.Testing;

/// <summary>Where a gateway under test keeps its journal.</summary>
public enum StoreKind
{
    /// <summary>In memory, which is what most tests want; it outlives a restart of the runtime.</summary>
    Volatile,

    /// <summary>In a SQLite file, which is closed and opened again when the gateway is.</summary>
    Sqlite,
}
