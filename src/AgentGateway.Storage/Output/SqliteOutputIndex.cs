using AgentGateway.Domain.Ids;
using AgentGateway.Runtime.Journal;
using AgentGateway.Storage.Faults;
using AgentGateway.Storage.Sqlite;
using AgentGateway.Terminal.Output;
using Microsoft.Extensions.Logging;

namespace AgentGateway.Storage.Output;

/// <summary>
/// The output index in a SQLite file of its own, which nothing but searching depends on. The file is opened, and made,
/// when it is first needed. Beyond its bound the oldest lines go.
/// </summary>
public sealed class SqliteOutputIndex : IOutputIndex, IAsyncDisposable
{
    /// <summary>What the file may take, its log apart.</summary>
    public const long DefaultBytesMax = 1L << 30;

    private readonly Lazy<OutputWriter> _writer;

    internal SqliteOutputIndex(string path, long bytesMax, ILoggerFactory loggerFactory) =>
        _writer = new(() => new(path, bytesMax, loggerFactory.CreateLogger<OutputWriter>()));

    /// <summary>The file of the index whose journal that is.</summary>
    public static string PathBeside(string journal) =>
        Path.Combine(Path.GetDirectoryName(Path.GetFullPath(journal))!, "output.db");

    /// <summary>Where an index is kept that could not be used, if there was one.</summary>
    public static string? SetAsideOf(string path) =>
        File.Exists(OutputSchema.AsidePath(path)) ? OutputSchema.AsidePath(path) : null;

    public ValueTask<long> IndexedToAsync(SessionId session, CancellationToken cancellationToken) =>
        ReadAsync(session, static (database, session) =>
        {
            var statement = database.Prepare("SELECT indexed_to FROM session WHERE id = ?1").Bind(1, session.Value);
            return statement.Step() ? statement.Int64(0) : 0;
        }, cancellationToken);

    public ValueTask AppendAsync(
        IndexedSession session, IReadOnlyList<OutputLine> lines, long to, CancellationToken cancellationToken) =>
        _writer.Value.WriteAsync(new OutputWork.Append(session, lines, to), cancellationToken);

    public ValueTask TrimAsync(SessionId session, long before, CancellationToken cancellationToken) =>
        _writer.Value.WriteAsync(new OutputWork.Trim(session, before), cancellationToken);

    public ValueTask RemoveAsync(SessionId session, CancellationToken cancellationToken) =>
        _writer.Value.WriteAsync(new OutputWork.Remove(session), cancellationToken);

    public async ValueTask<IReadOnlyList<OutputHit>> SearchAsync(OutputQuery query, CancellationToken cancellationToken)
    {
        // Common words may lead through much of the file, which is not the caller's thread's business.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        return await ReadAsync<OutputQuery, IReadOnlyList<OutputHit>>(query, OutputSearch.Find, cancellationToken);
    }

    public ValueTask DisposeAsync() => _writer.IsValueCreated ? _writer.Value.DisposeAsync() : default;

    private async ValueTask<TResult> ReadAsync<TArgument, TResult>(
        TArgument argument, Func<SqliteDatabase, TArgument, TResult> query, CancellationToken cancellationToken)
    {
        var writer = _writer.Value;
        while (true)
        {
            if (writer.File is not { IsDamaged: false } file)
            {
                await writer.WriteAsync(new OutputWork.Look(), cancellationToken);
                file = writer.File ?? throw Unavailable.Closed();
            }

            try
            {
                return await file.Reads.ReadAsync(argument, query, cancellationToken);
            }
            catch (JournalUnavailableException) when (file.IsDamaged || writer.File != file)
            {
                // The writer begins a new file, and what was looked for is looked for there.
            }
        }
    }
}
