using AgentGateway.Cli.Chat.Editing;
using AgentGateway.Cli.Completion;
using AgentGateway.Domain.Directives;
using AgentGateway.Domain.Ids;

namespace AgentGateway.Cli.Chat;

/// <summary>
/// What the word before the cursor may become: commands behind <c>/</c>, agents behind <c>@</c> and <c>!</c> at the
/// beginning, files of the thread's directory behind <c>@</c>, and what a command takes.
/// </summary>
/// <param name="own">The commands of the chat itself.</param>
/// <param name="live">Lists what exists of one kind, by the prefix of its ids.</param>
internal sealed class ChatCompletion(
    IReadOnlyList<GatewayCommand> own, Func<string, Task<IReadOnlyList<Reference>>> live)
{
    private const int FilesMax = 200;

    /// <summary>The directory that files are named in; null where the thread has none.</summary>
    public string? Directory { get; set; }

    public async Task<CompletionList> OfAsync(string text, int cursor)
    {
        var before = text[..cursor];
        var start = before.LastIndexOfAny([' ', '\n', '\t']) + 1;
        var quoted = before.LastIndexOf("@\"", StringComparison.Ordinal);
        if (quoted >= 0 && !before.AsSpan(quoted + 2).ContainsAny('"', '\n')) start = quoted;
        var word = before[start..];
        List<Candidate> all = [];
        if (start == 0 && word.StartsWith('/')) all.AddRange(Commands());
        if (start == 0 && word.StartsWith('!')) all.AddRange(await AgentsAsync("!"));
        if (start == 0 && word.StartsWith('@')) all.AddRange(await AgentsAsync("@"));
        if (word.StartsWith('@')) all.AddRange(Files(word[1..].TrimStart('"')));
        if (start > 0 && before[0] == '/' && before.IndexOf(' ') == start - 1)
            all.AddRange(await ArgumentsAsync(before[1..(start - 1)]));
        return new(
            start, [.. all.Where(one => one.Word.StartsWith(word, StringComparison.OrdinalIgnoreCase)
                || one.Word.StartsWith("@\"" + word[Math.Min(1, word.Length)..], StringComparison.OrdinalIgnoreCase))]);
    }

    private IEnumerable<Candidate> Commands() =>
        GatewayCommand.All.Concat(own).Select(command => new Candidate($"/{command.Name}", command.Summary));

    private async Task<IEnumerable<Candidate>> AgentsAsync(string sign) =>
        (await live(Candidates.AgentPrefix)).Select(agent => new Candidate(sign + agent.Id, agent.Name ?? ""));

    private async Task<IEnumerable<Candidate>> ArgumentsAsync(string command) =>
        (await (command.ToLowerInvariant() switch
        {
            "handoff" => live(Candidates.AgentPrefix),
            "read" => live(ThreadId.Prefix),
            "approve" or "deny" => live(ApprovalId.Prefix),
            _ => Task.FromResult<IReadOnlyList<Reference>>([]),
        })).Select(one => new Candidate(one.Id, one.Name ?? ""));

    private IEnumerable<Candidate> Files(string written)
    {
        if (Directory is null) return [];
        var slash = written.LastIndexOf('/') + 1;
        var (folder, name) = (written[..slash], written[slash..]);
        var place = Path.GetFullPath(Path.Combine(Directory, folder));
        if (place != Path.GetFullPath(Directory)
            && !place.StartsWith(Directory.TrimEnd('/') + "/", StringComparison.Ordinal))
            return [];
        try
        {
            return
            [
                .. new DirectoryInfo(place).EnumerateFileSystemInfos()
                    .Where(file => file.Name.StartsWith(name, StringComparison.OrdinalIgnoreCase)
                        && (name.Length > 0 || !file.Name.StartsWith('.'))
                        && Screen.Printable(file.Name) == file.Name)
                    .OrderBy(file => file.Name, StringComparer.Ordinal)
                    .Take(FilesMax)
                    .Select(file => Named(folder + file.Name, file is DirectoryInfo)),
            ];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static Candidate Named(string path, bool isDirectory)
    {
        var (sign, end) = path.Contains(' ') ? ("@\"", isDirectory ? "" : "\"") : ("@", "");
        return new(sign + path + (isDirectory ? "/" : "") + end, isDirectory ? "directory" : "");
    }
}
