using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using AgentGateway.Domain;
using AgentGateway.Domain.Artifacts;
using AgentGateway.Domain.Ids;
using AgentGateway.Runtime.Journal;
using AgentGateway.Runtime.Lists;
using AgentGateway.Runtime.Machines;
using AgentGateway.Runtime.Modules;
using AgentGateway.Runtime.Views;
using Microsoft.Extensions.Logging;

namespace AgentGateway.Runtime.Artifacts;

/// <summary>
/// Files and results that turns, tasks and sessions produced: kept as they were at that moment, listed and read by id.
/// Their total size is limited; the oldest are removed to make room for new ones.
/// </summary>
public sealed partial class ArtifactService : ICommitSubscriber<Artifact>, ILoadAtStart, IDisposable
{
    private const int LimitUsual = 50;
    private const int BytesDefault = 64 * 1024;
    private const int BytesMax = 1024 * 1024;
    private const int NameCharactersMax = 499;

    private readonly MachineHost<ArtifactMachine, Artifact, ArtifactCommand> _host;
    private readonly ConcurrentDictionary<ArtifactId, Artifact> _all = new();
    private readonly ArtifactStore? _store;
    private readonly ArtifactOptions _options;
    private readonly IJournal _journal;
    private readonly IIdSource _ids;
    private readonly ILogger _log;

    /// <summary>
    /// Only one caller at a time writes or makes room, so that no content is deleted that another caller is about to
    /// use.
    /// </summary>
    private readonly SemaphoreSlim _keeping = new(1, 1);

    internal ArtifactService(
        ArtifactOptions options,
        GatewayHome home,
        MachineHost<ArtifactMachine, Artifact, ArtifactCommand> host,
        IJournal journal,
        IIdSource ids,
        ILogger<ArtifactService> log)
    {
        (_options, _host, _journal, _ids, _log) = (options, host, journal, ids, log);
        _store = home.DataDirectory is { } data ? new(Path.Combine(data, "artifacts")) : null;
    }

    /// <summary>
    /// Keeps a product. An artifact helps people who look later, and the work does not depend on it: a product that
    /// cannot be kept is refused, and the work goes on.
    /// </summary>
    public async Task<Outcome<ArtifactView>> KeepAsync(
        KeepArtifact request, Stream content, CancellationToken cancellationToken)
    {
        if (_store is null)
            return new Rejection("artifact_not_kept", "This gateway keeps no artifacts.", "Give it a data directory.");
        await _keeping.WaitAsync(cancellationToken);
        try
        {
            var (digest, bytes, isCut) = await _store.WriteAsync(content, _options.EachBytesMax, cancellationToken);
            var id = IdOf(request, digest);
            var recorded = new ArtifactContent(
                request.Kind,
                ShortText.Of(request.Name, NameCharactersMax),
                request.MediaType ?? "text/plain",
                bytes,
                digest,
                isCut);
            var outcome = await SendAsync(id, new RecordArtifact(recorded, request.Origin), cancellationToken);
            await MakeRoomAsync(cancellationToken);
            return outcome.Map(receipt => Of(receipt.State));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            LogNotKept(request.Name, exception);
            return new Rejection(
                "artifact_not_kept",
                $"{request.Name} could not be kept: {exception.Message}",
                "Look whether the disk is full.");
        }
        finally
        {
            _keeping.Release();
        }
    }

    /// <summary>The same for text.</summary>
    public Task<Outcome<ArtifactView>> KeepAsync(
        KeepArtifact request, string text, CancellationToken cancellationToken) =>
        KeepAsync(request, new MemoryStream(Encoding.UTF8.GetBytes(text)), cancellationToken);

    /// <summary>Newest first.</summary>
    public Outcome<ArtifactListView> List(ListArtifacts request)
    {
        if (PageLimit.Read(request.Limit, LimitUsual).IsRejected(out var refused, out var limit)) return refused;
        if (Cursor.ReadKey(request.Cursor, _journal).IsRejected(out refused, out var after)) return refused;
        if (request.Kind is { } kind && !Enum.GetValues<ArtifactKind>().Any(value => ViewWriter.Word(value) == kind))
            return new Rejection(
                "invalid_argument", $"\"{ShortText.Of(kind)}\" is no kind.", "kind is file, output, page or result.");
        var found = _all.Values.Where(artifact => artifact.RemovedAt is null && Fits(artifact, request))
            .OrderByDescending(
                artifact => artifact.RecordedAt)
                    .ThenByDescending(artifact => artifact.Id.Value, StringComparer.Ordinal)
                    .AsEnumerable();
        if (after is not null)
        {
            if (!_all.TryGetValue(new(after), out var last)) return Cursor.Unknown;
            found = found.SkipWhile(artifact =>
                artifact.RecordedAt > last.RecordedAt
                    || (artifact.RecordedAt == last.RecordedAt
                        && string.CompareOrdinal(artifact.Id.Value, last.Id.Value) >= 0));
        }

        var page = found.Take(limit + 1).Select(Of).ToList();
        var next = page.Count > limit ? Cursor.Of(_journal, page[limit - 1].Id).ToString() : null;
        return new ArtifactListView([.. page.Take(limit)], next);
    }

    /// <summary>Part of its content. Text is cut between characters.</summary>
    public async Task<Outcome<ArtifactContentView>> ReadAsync(ReadArtifact request, CancellationToken cancellationToken)
    {
        if (request.Format is not (null or "text" or "raw"))
            return new Rejection("invalid_argument", "format is neither text nor raw.", "Use text, or raw for base64.");
        if (!_all.TryGetValue(new(request.ArtifactId), out var artifact) || artifact.Content is not { } content)
            return ArtifactMachine.Unknown;
        var offset = Math.Clamp(request.Offset ?? 0, 0, content.Bytes);
        await using var file = artifact.RemovedAt is null ? _store?.Open(content.Digest) : null;
        if (file is null)
            return new Rejection(
                "artifact_gone",
                "The content of this artifact is no longer kept.",
                "Raise Artifacts:TotalBytesMax to keep more of them.");
        file.Position = offset;
        var buffer = new byte[Math.Clamp(request.MaxBytes ?? BytesDefault, 4, BytesMax)];
        var length = await file.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        var bytes = buffer.AsMemory(0, length);
        var asText = request.Format != "raw" && (request.Format == "text" || !bytes.Span.Contains((byte)0));
        if (asText && offset + length < content.Bytes) bytes = bytes[..WholeCharacters(bytes.Span)];
        var next = offset + bytes.Length;
        return new ArtifactContentView(
            Of(artifact),
            asText ? "text" : "raw",
            asText ? Encoding.UTF8.GetString(bytes.Span) : null,
            asText ? null : Convert.ToBase64String(bytes.Span),
            offset,
            next < content.Bytes ? next : null);
    }

    /// <summary>Removes what was kept for a thread, with its content, because the thread was deleted.</summary>
    internal async Task RemoveOfThreadAsync(ThreadId thread, CancellationToken cancellationToken)
    {
        await _keeping.WaitAsync(cancellationToken);
        try
        {
            foreach (var artifact in _all.Values.Where(
                artifact => artifact.RemovedAt is null && artifact.Origin.Thread == thread).ToList())
                await RemoveAsync(artifact, "its thread was deleted", cancellationToken);
        }
        finally
        {
            _keeping.Release();
        }
    }

    public void Dispose() => _keeping.Dispose();

    /// <summary>Reads which there are, and deletes what a crash left behind.</summary>
    async Task ILoadAtStart.LoadAsync(CancellationToken cancellationToken)
    {
        var stored = SnapshotCodec.ReadAllAsync(ArtifactStream.Kind, _journal, cancellationToken);
        await foreach (var (_, artifact) in stored)
            _all[artifact.Id] = artifact;

        _store?.CleanUp(
            _all.Values.Where(
                artifact => artifact.RemovedAt is null)
                    .Select(artifact => artifact.Content!.Digest)
                    .ToHashSet(StringComparer.Ordinal));
    }

    void ICommitSubscriber<Artifact>.Committed(Receipt<Artifact> receipt) => _all[receipt.State.Id] = receipt.State;

    /// <summary>Removes the oldest until what is left fits.</summary>
    private async Task MakeRoomAsync(CancellationToken cancellationToken)
    {
        var kept = _all.Values.Where(artifact => artifact.RemovedAt is null).ToList();
        var bytes = kept.Sum(artifact => artifact.Content!.Bytes);
        if (kept.Count <= _options.CountMax && bytes <= _options.TotalBytesMax) return;
        foreach (var (at, artifact) in kept.OrderBy(artifact => artifact.RecordedAt).Index())
        {
            if (kept.Count - at <= _options.CountMax && bytes <= _options.TotalBytesMax) return;
            if (!await RemoveAsync(artifact, "to make room for newer ones", cancellationToken)) return;
            bytes -= artifact.Content!.Bytes;
        }
    }

    /// <summary>Removes an artifact, and its content where no other artifact has the same.</summary>
    private async Task<bool> RemoveAsync(Artifact artifact, string reason, CancellationToken cancellationToken)
    {
        if ((await SendAsync(artifact.Id, new RemoveArtifact(reason), cancellationToken)).IsRejected(out _))
            return false;
        if (!_all.Values.Any(other => other.RemovedAt is null && other.Content!.Digest == artifact.Content!.Digest))
            _store?.Delete(artifact.Content!.Digest);
        return true;
    }

    private Task<Outcome<Receipt<Artifact>>> SendAsync(
        ArtifactId id, ArtifactCommand command, CancellationToken cancellationToken) =>
        _host.SendAsync(id.Value, command, new("daemon", _ids.Next().Now, Urgent: true), cancellationToken);

    /// <summary>
    /// The id is derived from the product's key, so that a product that is kept twice, by a call that a crash repeated,
    /// stays one artifact.
    /// </summary>
    private static ArtifactId IdOf(KeepArtifact request, string digest) =>
        new("art_"
            + Convert.ToHexStringLower(
                SHA256.HashData(Encoding.UTF8.GetBytes($"{request.Key}\0{request.Name}\0{digest}")))[..26]);

    private static bool Fits(Artifact artifact, ListArtifacts request) =>
        (request.ThreadId is null || artifact.Origin.Thread?.Value == request.ThreadId)
        && (request.TaskId is null || artifact.Origin.Task?.Value == request.TaskId)
        && (request.SessionId is null || artifact.Origin.Session?.Value == request.SessionId)
        && (request.TurnId is null || artifact.Origin.Turn?.Value == request.TurnId)
        && (request.Kind is null || ViewWriter.Word(artifact.Content!.Kind) == request.Kind);

    /// <summary>How much of it ends with a whole character.</summary>
    private static int WholeCharacters(ReadOnlySpan<byte> bytes)
    {
        for (var back = 1; back <= 4 && back <= bytes.Length; back++)
        {
            var lead = bytes[^back];
            if ((lead & 0xC0) == 0x80) continue;
            var needed = lead switch { >= 0xF0 => 4, >= 0xE0 => 3, >= 0xC0 => 2, _ => 1 };
            return needed > back && bytes.Length > back ? bytes.Length - back : bytes.Length;
        }

        return bytes.Length;
    }

    private static ArtifactView Of(Artifact artifact)
    {
        var (content, origin) = (artifact.Content!, artifact.Origin);
        return new()
        {
            Id = artifact.Id.Value,
            Kind = ViewWriter.Word(content.Kind),
            Name = content.Name,
            MediaType = content.MediaType,
            Bytes = content.Bytes,
            Sha256 = content.Digest,
            Truncated = content.IsCut,
            Agent = origin.Agent,
            ThreadId = origin.Thread?.Value,
            TurnId = origin.Turn?.Value,
            TaskId = origin.Task?.Value,
            SessionId = origin.Session?.Value,
            Tool = origin.Tool,
            CreatedAt = artifact.RecordedAt,
        };
    }
}
