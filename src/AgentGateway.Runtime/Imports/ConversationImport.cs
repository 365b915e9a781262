using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using AgentGateway.Domain;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Threads;
using AgentGateway.Runtime.Secrets;
using AgentGateway.Runtime.Threads;

namespace AgentGateway.Runtime.Imports;

/// <summary>
/// Copies one conversation after another into threads, a bounded number of messages at a time. A thread remembers how
/// far its file was read.
/// </summary>
internal sealed class ConversationImport(
    ThreadDispatcher dispatcher, KnownSecrets secrets, ConversationFormat format, ImportTally tally)
{
    private const int TitleCharactersMax = 80;

    private const int MessagesMax = 64;
    private const int CharactersMax = 512 * 1024;

    /// <summary>So many bytes before the mark tell whether the file is still the same.</summary>
    private const int MarkedBytes = 4096;

    /// <summary>Who imports.</summary>
    public required string By { get; init; }

    /// <inheritdoc cref="ImportRequest.IsTrial"/>
    public required bool IsTrial { get; init; }

    /// <summary>Imports what is new in the file; null where it is of another directory.</summary>
    public async Task<Outcome<ImportedConversationView?>> ReadAsync(
        ConversationFile file,
        FileStream content,
        string? directory,
        Func<ValueTask> report,
        CancellationToken cancellationToken)
    {
        var head = await format.HeadAsync(file, content, cancellationToken);
        if (directory is not null && !IsWithin(head?.Directory, directory))
            return Outcome.Of<ImportedConversationView?>(null);
        var view = new ImportedConversationView { State = "empty", File = file.Path };
        if (head is null) return Outcome.Of<ImportedConversationView?>(view);
        var id = IdOf(file, head);
        view = view with { ThreadId = id.Value, Directory = head.Directory, StartedAt = head.StartedAt };
        var thread = await dispatcher.LoadStoredAsync(id, cancellationToken);
        if (thread is { IsDeleted: true })
            return Outcome.Of<ImportedConversationView?>(view with { State = "deleted", ThreadId = null });
        var mark = thread?.ImportedThrough;
        if (mark is not null && !await IsSameAsync(content, mark, cancellationToken))
            return Outcome.Of<ImportedConversationView?>(view with { State = "rewritten", Title = thread!.Title });

        content.Position = mark?.Offset ?? 0;
        var origin = new ThreadImport(format.Program, head.Id, head.Directory, file.Path, head.StartedAt);
        var batch = new ConversationBatch(id, origin, mark, thread?.UpdatedAt ?? head.StartedAt)
        {
            TextCharactersMax = dispatcher.Rules.TextCharactersMax,
        };
        await foreach (var line in JsonLines.ReadAsync(content, JsonLines.LineBytesMax, cancellationToken))
        {
            var entry = line.IsLong ? null : format.Read(line.Bytes);
            // The program has not finished this line yet.
            if (!line.IsWhole && entry is null or { Kind: EntryKind.Broken }) break;
            if (entry is null) tally.AddLongLine();
            else tally.Add(entry);
            batch.Add(entry ?? Entry.Nothing, line.End);
            if (batch.Messages.Count < MessagesMax && batch.Characters < CharactersMax) continue;
            if (await SendAsync(batch, content, cancellationToken) is { } refused) return refused;
            await report();
        }

        if (batch.HasNews && await SendAsync(batch, content, cancellationToken) is { } last) return last;
        return Outcome.Of<ImportedConversationView?>(view with
        {
            State = batch.Sent == 0 ? thread is null ? "empty" : "unchanged" : thread is null ? "new" : "grown",
            ThreadId = batch.Sent == 0 && thread is null ? null : id.Value,
            Title = (batch.Title ?? thread?.Title) is { } title
                ? ShortText.Of(secrets.Redact(title), TitleCharactersMax)
                : null,
            Messages = batch.Sent,
        });
    }

    private async Task<Rejection?> SendAsync(
        ConversationBatch batch, FileStream content, CancellationToken cancellationToken)
    {
        tally.AddMessages(batch.Messages.Count);
        var through = new ImportMark(batch.End, await DigestAsync(content, batch.End, cancellationToken));
        if (IsTrial)
        {
            batch.Settle(through, null);
            return null;
        }

        var outcome = await dispatcher.SendAsync(
            batch.Thread, By, batch.Command(through), urgent: false, cancellationToken);
        if (outcome.IsRejected(out var refused, out var receipt)) return refused;
        batch.Settle(through, receipt.State.Title);
        return null;
    }

    /// <summary>The same conversation has the same id, so that it is imported once.</summary>
    private ThreadId IdOf(ConversationFile file, ConversationHead head)
    {
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes($"import\0{format.Program}\0{file.Key}"));
        return new(new Stamp(head.StartedAt, BinaryPrimitives.ReadUInt128BigEndian(digest)).Id("thr", 0));
    }

    private static bool IsWithin(string? directory, string wanted) =>
        directory is not null
        && (directory == wanted
            || directory.StartsWith(wanted.EndsWith('/') ? wanted : wanted + '/', StringComparison.Ordinal));

    private static async Task<bool> IsSameAsync(
        FileStream content, ImportMark mark, CancellationToken cancellationToken) =>
        content.Length >= mark.Offset && await DigestAsync(content, mark.Offset, cancellationToken) == mark.Digest;

    /// <summary>Of the bytes before that offset. Leaves the position as it is.</summary>
    private static async Task<string> DigestAsync(FileStream content, long end, CancellationToken cancellationToken)
    {
        var bytes = new byte[(int)Math.Min(MarkedBytes, end)];
        for (var read = 0; read < bytes.Length;)
        {
            var count = await RandomAccess.ReadAsync(
                content.SafeFileHandle, bytes.AsMemory(read), end - bytes.Length + read, cancellationToken);
            if (count == 0) break;
            read += count;
        }

        return Convert.ToHexStringLower(SHA256.HashData(bytes));
    }
}
