using AgentGateway.Runtime.Vectors;
using AgentGateway.Storage.Faults;
using AgentGateway.Storage.Sqlite;

namespace AgentGateway.Storage.Vectors;

/// <summary>
/// Vectors in a SQLite file of their own, <c>vectors.db</c>, which is opened, and made, when it is first needed. It holds
/// nothing that cannot be made again, so one that is damaged, foreign or of another version is deleted, and a new one
/// takes its place.
/// </summary>
internal sealed class SqliteVectorStore(string path) : IVectorStore, IAsyncDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
    private VectorFile? _file;
    private bool _isClosed;

    /// <summary>The file of the vectors whose journal that is.</summary>
    public static string PathBeside(string journal) =>
        Path.Combine(Path.GetDirectoryName(Path.GetFullPath(journal))!, "vectors.db");

    public async ValueTask<StoredVectors> LoadAsync(VectorSource source, CancellationToken cancellationToken) =>
        await RunAsync(file => file.Load(source), cancellationToken);

    public async ValueTask WriteAsync(VectorChange change, CancellationToken cancellationToken) =>
        await RunAsync(
            file =>
            {
                file.Write(change);
                return true;
            },
            cancellationToken);

    public async ValueTask ClearAsync(VectorSource source, CancellationToken cancellationToken) =>
        await RunAsync(
            file =>
            {
                file.Clear(source);
                return true;
            },
            cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _turn.WaitAsync(CancellationToken.None);
        _isClosed = true;
        _file?.Dispose();
        _file = null;
        _turn.Release();
    }

    private async Task<TResult> RunAsync<TResult>(Func<VectorFile, TResult> use, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            if (_isClosed) throw Unavailable.Closed();
            return await Task.Run(() => Use(use), cancellationToken);
        }
        finally
        {
            _turn.Release();
        }
    }

    private TResult Use<TResult>(Func<VectorFile, TResult> use)
    {
        try
        {
            return use(_file ??= Open());
        }
        catch (SqliteFailure failure)
        {
            _file?.Dispose();
            _file = null;
            if (failure.IsDamage) Delete();
            throw Unavailable.Of(failure);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Unavailable.Unopenable(path, failure);
        }
    }

    private VectorFile Open()
    {
        try
        {
            if (VectorFile.Open(path) is { } file) return file;
        }
        catch (SqliteFailure failure) when (failure.IsDamage)
        {
        }

        Delete();
        return VectorFile.Open(path) ?? throw new InvalidOperationException("A new file is not of its own version.");
    }

    private void Delete()
    {
        foreach (var suffix in (string[])["", "-wal", "-shm"]) File.Delete(path + suffix);
    }
}
