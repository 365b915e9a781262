using System.Globalization;
using System.Text;
using AgentGateway.Domain.Conversations;
using AgentGateway.Domain.Threads;
using AgentGateway.Gateways.Commands;
using AgentGateway.Gateways.Connections;
using AgentGateway.Gateways.Platforms;
using AgentGateway.Gateways.Text;

namespace AgentGateway.Gateways.Inbound;

/// <summary>Fetches the files of a message. Text becomes an attachment; of everything else the thread is told.</summary>
internal sealed class ReceivedFiles(LiveConnections connections)
{
    private const int FilesMax = 10;
    private const long BytesMax = 1024 * 1024;
    private const int CharactersMax = 100_000;

    private static readonly UTF8Encoding Strict = new(
        encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <returns>The attachments, and a line for each file that is none.</returns>
    public async Task<(IReadOnlyList<Attachment> Files, IReadOnlyList<string> Notes)> ReadAsync(
        ChatTurn turn, CancellationToken cancellationToken)
    {
        var (attached, notes) = (new List<Attachment>(), new List<string>());
        foreach (var unknown in turn.Message.NotUnderstood ?? [])
            notes.Add($"(The message also has {unknown}, which the gateway does not understand.)");
        var files = turn.Message.Files ?? [];
        if (files.Count > FilesMax) notes.Add($"(Only the first {FilesMax} of {files.Count} files were fetched.)");
        foreach (var file in files.Take(FilesMax))
        {
            var name = NameOf(file.Name);
            if (await FetchAsync(turn.Place.Platform, file, cancellationToken) is not var (content, problem))
                continue;
            if (content is not null && TextOf(content) is { } text)
                attached.Add(new(
                    name, text.Length <= CharactersMax ? text : text[..CharactersMax], text.Length > CharactersMax));
            else
                notes.Add(problem is null
                    ? string.Create(
                        CultureInfo.InvariantCulture,
                        $"(The file {name} of {content!.Length} bytes is no text and was not taken.)")
                    : $"(The file {name} was not taken: {problem})");
        }

        return (attached, notes);
    }

    private async Task<(byte[]? Content, string? Problem)?> FetchAsync(
        string platform, ReceivedFile file, CancellationToken cancellationToken)
    {
        if (file.Bytes > BytesMax) return (null, "it is larger than 1 MiB.");
        var (connection, _) = await connections.ReadyAsync(platform, cancellationToken);
        try
        {
            return (await connection.DownloadAsync(file.Reference, BytesMax, cancellationToken), null);
        }
        catch (ChatException fault) when (fault.Kind == ChatFaultKind.TooLarge)
        {
            return (null, "it is larger than 1 MiB.");
        }
        catch (ChatException fault) when (fault.Kind is ChatFaultKind.Refused or ChatFaultKind.Closed)
        {
            return (null, fault.Message);
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
