using System.Globalization;
using System.Text;
using AgentGateway.Domain.Artifacts;
using AgentGateway.Domain.Conversations;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Threads;
using AgentGateway.Gateways.Commands;
using AgentGateway.Gateways.Connections;
using AgentGateway.Gateways.Platforms;
using AgentGateway.Gateways.Text;
using AgentGateway.Runtime.Artifacts;

namespace AgentGateway.Gateways.Inbound;

/// <summary>
/// Fetches the files of a message. Text stands in the message itself; anything else, and what is too long for that, is
/// kept as an artifact of the thread, which the message's attachment names.
/// </summary>
internal sealed class ReceivedFiles(
    LiveConnections connections, ArtifactService artifacts, ArtifactOptions limits, TimeProvider time)
{
    private const long BytesMax = 16 * 1024 * 1024;

    /// <summary>Files of a message that are fetched at once, because each is in memory until it is kept.</summary>
    private const int AtOnceMax = 3;

    private const int FilesMax = 10;
    private const int CharactersMax = 100_000;
    private const int Attempts = 3;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan PauseMax = TimeSpan.FromSeconds(10);

    private static readonly UTF8Encoding Strict = new(
        encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <returns>An attachment for each file, and a line for each that was not kept.</returns>
    public async Task<(IReadOnlyList<Attachment> Files, IReadOnlyList<string> Problems)> ReadAsync(
        ChatTurn turn, ThreadId thread, CancellationToken cancellationToken)
    {
        var (attached, problems) = (new List<Attachment>(), new List<string>());
        var files = turn.Message.Files ?? [];
        var wanted = files.Take(FilesMax).ToList();
        var ahead = new Queue<Task<(byte[]? Content, string? Problem)>>();
        foreach (var (index, file) in wanted.Index())
        {
            foreach (var next in wanted.Skip(index + ahead.Count).Take(AtOnceMax - ahead.Count))
                ahead.Enqueue(FetchAsync(turn.Place.Platform, next, cancellationToken));
            var name = NameOf(file.Name);
            var (content, problem) = await ahead.Dequeue();
            if (content is not null)
            {
                (var attachment, problem) = await KeepAsync(turn, thread, index, (name, content), cancellationToken);
                if (attachment is not null)
                {
                    attached.Add(attachment);
                    continue;
                }
            }

            // The agent has to know of what it cannot see.
            attached.Add(new(name, $"(This file was not kept: {problem})"));
            problems.Add($"{MarkdownText.Code(name)} was not kept: {problem}");
        }

        if (files.Count > FilesMax) problems.Add($"Only the first {FilesMax} of {files.Count} files were fetched.");
        return (attached, problems);
    }

    private async Task<(Attachment? Attachment, string? Problem)> KeepAsync(
        ChatTurn turn,
        ThreadId thread,
        int index,
        (string Name, byte[] Content) file,
        CancellationToken cancellationToken)
    {
        var text = TextOf(file.Content);
        if (text is { Length: <= CharactersMax }) return (new(file.Name, text), null);
        var type = text is null ? ContentType.Of(file.Content) : "text/plain";
        var request = new KeepArtifact(
            ArtifactKind.File,
            file.Name,
            string.Create(CultureInfo.InvariantCulture, $"chat/{turn.Id}/{turn.Message.EventId}/{index}"),
            new(Thread: thread),
            type);
        using var content = new MemoryStream(file.Content, writable: false);
        if ((await artifacts.KeepAsync(request, content, cancellationToken)).IsRejected(out var refused, out var kept))
            return (null, refused.Message);
        var shown = text is not null
            ? text[..CharactersMax]
            : string.Create(
                CultureInfo.InvariantCulture,
                $"(This file is no text: {type}, {kept.Bytes} bytes. artifact_read with {kept.Id} gives it.)");
        return (new(file.Name, shown, Truncated: text is not null) { Artifact = new(kept.Id) }, null);
    }

    private async Task<(byte[]? Content, string? Problem)> FetchAsync(
        string platform, ReceivedFile file, CancellationToken cancellationToken)
    {
        var bytesMax = Math.Min(BytesMax, limits.EachBytesMax);
        var tooLarge = string.Create(CultureInfo.InvariantCulture, $"it is larger than {bytesMax / 1024} KiB.");
        if (file.Bytes > bytesMax) return (null, tooLarge);
        for (var attempt = 1; ; attempt++)
        {
            var (connection, _) = await connections.ReadyAsync(platform, cancellationToken);
            try
            {
                return (await connection.DownloadAsync(file.Reference, bytesMax, cancellationToken), null);
            }
            catch (ChatException fault) when (fault.Kind == ChatFaultKind.TooLarge)
            {
                return (null, tooLarge);
            }
            catch (ChatException fault) when (attempt == Attempts || fault.Kind is ChatFaultKind.Refused
                or ChatFaultKind.Closed)
            {
                return (null, fault.Message);
            }
            catch (ChatException fault)
            {
                // The message waits for its files, and the messages behind it wait for it.
                var pause = fault.RetryAfter ?? Pause * attempt;
                await Task.Delay(pause < PauseMax ? pause : PauseMax, time, cancellationToken);
            }
        }
    }

    private static string? TextOf(byte[] content)
    {
        try
        {
            var text = Strict.GetString(content);
            return text.Contains('\0', StringComparison.Ordinal) ? null : text;
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static string NameOf(string name) =>
        ShownName.Of(Path.GetFileName(name.Replace('\\', '/')), "file");
}
