using System.Text.Json;

namespace AgentGateway.Runtime.Imports;

/// <summary>How a program keeps its conversations. Nothing of what they say is carried out.</summary>
internal abstract class ConversationFormat
{
    /// <summary>So many lines are looked at for what they say of the whole conversation.</summary>
    private const int HeadLinesMax = 200;

    /// <summary>All programs whose conversations can be imported.</summary>
    public static IReadOnlyList<ConversationFormat> All { get; } = [new ClaudeFormat(), new CodexFormat()];

    /// <summary>The program, by the name of its command.</summary>
    public abstract string Program { get; }

    /// <summary>The files with conversations below the program's directory, the oldest first.</summary>
    public IReadOnlyList<ConversationFile> Files(string root)
    {
        var files = new List<ConversationFile>();
        foreach (var path in Paths(root))
        {
            try
            {
                files.Add(new(path, Path.GetFileNameWithoutExtension(path), File.GetLastWriteTimeUtc(path)));
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // It vanished while the directory was read.
            }
        }

        return [.. files.OrderBy(file => file.ChangedAt).ThenBy(file => file.Path, StringComparer.Ordinal)];
    }

    /// <summary>What the beginning of the file says of the conversation; null where it is no conversation.</summary>
    public async Task<ConversationHead?> HeadAsync(
        ConversationFile file, Stream content, CancellationToken cancellationToken)
    {
        content.Position = 0;
        var (lines, head) = (0, (ConversationHead?)null);
        await foreach (var line in JsonLines.ReadAsync(content, JsonLines.LineBytesMax, cancellationToken))
        {
            if (++lines > HeadLinesMax) break;
            if (Parsed(line.Bytes) is not { } parsed) continue;
            using (parsed) head = Head(file, parsed, head);
            if (head is { Directory: not null }) break;
        }

        return head;
    }

    /// <summary>What the line says.</summary>
    public Entry Read(ReadOnlyMemory<byte> line)
    {
        if (line.Span.Trim(" \t\r"u8).IsEmpty) return Entry.Nothing;
        using var parsed = Parsed(line);
        try
        {
            return parsed is null ? Entry.Broken : Read(parsed.RootElement);
        }
        catch (InvalidOperationException)
        {
            // A text with half a character, which JSON can spell and nothing can show.
            return Entry.Broken;
        }
    }

    protected abstract IEnumerable<string> Paths(string root);

    /// <param name="known">What earlier lines said.</param>
    protected abstract ConversationHead? Head(ConversationFile file, JsonElement line, ConversationHead? known);

    protected abstract Entry Read(JsonElement line);

    /// <summary>Files of that name below a directory, without following links to directories.</summary>
    protected static IEnumerable<string> Below(string directory, string pattern, int depth) =>
        Directory.Exists(directory)
            ? Directory.EnumerateFiles(directory, pattern, new EnumerationOptions
            {
                RecurseSubdirectories = true,
                MaxRecursionDepth = depth,
                IgnoreInaccessible = true,
                AttributesToSkip = FileAttributes.ReparsePoint,
            })
            : [];

    private ConversationHead? Head(ConversationFile file, JsonDocument line, ConversationHead? known)
    {
        try
        {
            return Head(file, line.RootElement, known);
        }
        catch (InvalidOperationException)
        {
            return known;
        }
    }

    /// <summary>An object, or null.</summary>
    private static JsonDocument? Parsed(ReadOnlyMemory<byte> line)
    {
        try
        {
            var parsed = JsonDocument.Parse(line);
            if (parsed.RootElement.ValueKind == JsonValueKind.Object) return parsed;
            parsed.Dispose();
            return null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
