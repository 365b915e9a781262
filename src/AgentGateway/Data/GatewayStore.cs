using AgentGateway.Runtime.Doctor;
using AgentGateway.Runtime.Journal;
using AgentGateway.Runtime.Modules;
using AgentGateway.Storage;
using Microsoft.Extensions.Logging;

namespace AgentGateway.Data;

/// <summary>Which storage a data directory has. Nothing else in the host knows.</summary>
internal static class GatewayStore
{
    /// <summary>Opens the store for writing.</summary>
    /// <exception cref="JournalUnavailableException">The database cannot be used.</exception>
    public static async Task<IStore> OpenAsync(
        DataDirectory data, TimeProvider time, ILoggerFactory loggers, CancellationToken cancellationToken) =>
        await SqliteStore.OpenAsync(
            data.Database, StoreContents.Gateway, DataPlace.Of(data), time, loggers, cancellationToken);

    /// <summary>Registers the findings of an open store.</summary>
    public static IModule Module { get; } = new StorageModule();

    /// <summary>A store with nothing in it, which is kept nowhere.</summary>
    public static IStore Empty(TimeProvider time) => new VolatileStore(time);

    /// <summary>Findings about the stored data, whether or not a daemon runs.</summary>
    public static IFindingSource Findings(DataDirectory data) => new OutputIndexFindings(Inspect(data));

    /// <summary>The stored data, to be read only, whether or not a daemon runs.</summary>
    public static IStoreInspection Inspect(DataDirectory data) =>
        Inspect(data.Database);

    /// <summary>The data in a file of its own, such as a copy.</summary>
    public static IStoreInspection Inspect(string database) => SqliteStore.Inspect(database, StoreContents.Gateway);
}
