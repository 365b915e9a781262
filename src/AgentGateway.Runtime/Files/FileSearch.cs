using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using AgentGateway.Domain;
using AgentGateway.Domain.Policy;
using AgentGateway.Terminal.Output;

namespace AgentGateway.Runtime.Files;

/// <summary>
/// Looks for lines in the text files of a workspace. It follows no links, leaves out files that git ignores and
/// files that look like secrets, and is bounded in time and length for every pattern.
/// </summary>
public sealed class FileSearch(WorkspaceFiles files, PathZones zones, TimeProvider time)
{
    public const int LimitMax = 1000;

    private const int FileBytesMax = 4 * 1024 * 1024;
    private const int LineCharactersMax = 300;
    private const int EntriesMax = 200_000;

    private static readonly TimeSpan TimeMax = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan LineTime = TimeSpan.FromMilliseconds(200);

    /// <param name="granted">
    /// Real paths outside of the workspace that may be searched, with everything below them.
    /// </param>
    public Outcome<FileHits> Search(
        string? workspace, FileQuery query, IReadOnlyList<string> granted, CancellationToken cancellationToken)
    {
        if (workspace is null && (query.Path is null || !Path.IsPathFullyQualified(query.Path)))
            return new Rejection(
                "no_workspace",
                "The thread has no workspace, so there are no files to search.",
                "Create a thread with workspace set to a directory.");
        if (Compile(query).IsRejected(out var refused, out var pattern)) return refused;
        if (RealPath.Of(
            Path.Combine(
                workspace ?? "/", query.Path?.Replace("\0", "", StringComparison.Ordinal) ?? ".")) is not { } start
            || !files.IsAllowed(workspace, start, granted))
            return new Rejection(
                "file_not_found",
                $"There is nothing at {query.Path} in the workspace.",
                "See what is there with list_files.");

        // Outside of the workspace only the granted paths are searched.
        if (workspace is null || !PathText.IsInside(workspace, start))
            workspace = Directory.Exists(start) ? start : Path.GetDirectoryName(start)!;
        var run = new Run(workspace, query, pattern, time.GetTimestamp());
        try
        {
            if (Directory.Exists(start)) Walk(run, start, cancellationToken);
            else if (!SearchFile(run, start, named: true))
                return new Rejection(
                    "file_not_found",
                    $"There is no text file {query.Path} in the workspace.",
                    "See what is there with list_files.");
        }
        catch (RegexMatchTimeoutException)
        {
            return new Rejection(
                "pattern_too_slow",
                "The pattern takes too long on a line of these files.",
                "Use a simpler pattern, or literal text.");
        }

        return new FileHits(run.Hits, run.Files, run.Note());
    }

    private static Outcome<Regex> Compile(FileQuery query)
    {
        if (query.Pattern.Length is 0 or > 2_000)
            return new Rejection(
                "pattern_invalid", "A pattern has 1 to 2000 characters.", "Give the text to look for.");
        var options = RegexOptions.CultureInvariant | (query.IgnoreCase ? RegexOptions.IgnoreCase : RegexOptions.None);
        try
        {
            var text = query.Literal ? Regex.Escape(query.Pattern) : query.Pattern;
            try
            {
                return new Regex(text, options | RegexOptions.NonBacktracking, LineTime);
            }
            catch (NotSupportedException)
            {
                // The pattern has look-around or back references, which only the backtracking engine can match; a time
                // limit applies.
                return new Regex(text, options, LineTime);
            }
        }
        catch (ArgumentException exception)
        {
            return new Rejection(
                "pattern_invalid",
                $"The pattern is no regular expression: {exception.Message}",
                "Correct it, or set literal.");
        }
    }

    private void Walk(Run run, string start, CancellationToken cancellationToken)
    {
        var pending = new Stack<(string Directory, IgnoreRules? Rules)>([(start, null)]);
        while (pending.TryPop(out var next) && !run.IsOver(time))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var relative = Path.GetRelativePath(run.Workspace, next.Directory) is "."
                ? ""
                : Path.GetRelativePath(run.Workspace, next.Directory);
            var rules = IgnoreRules.Of(next.Rules, next.Directory, relative);
            var below = new List<string>();
            foreach (var entry in Entries(next.Directory))
            {
                if (++run.Entries > EntriesMax || run.IsOver(time)) break;
                if (entry.LinkTarget is not null || entry.Name is ".git" or ".hg" or ".svn") continue;
                var isDirectory = entry is DirectoryInfo;
                if (rules.Ignores(relative.Length == 0 ? entry.Name : $"{relative}/{entry.Name}", isDirectory))
                    continue;
                if (isDirectory) below.Add(entry.FullName);
                else if (run.Query.Glob is not { } glob
                    || Fits(glob, Path.GetRelativePath(run.Workspace, entry.FullName)))
                    SearchFile(run, entry.FullName, named: false);
            }

            foreach (var directory in Enumerable.Reverse(below)) pending.Push((directory, rules));
        }
    }

    private static IEnumerable<FileSystemInfo> Entries(string directory)
    {
        try
        {
            return new DirectoryInfo(directory).EnumerateFileSystemInfos()
                .Take(EntriesMax)
                .OrderBy(entry => entry.Name, StringComparer.Ordinal)
                .ToList();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>False where it is no text file that can be read.</summary>
    private bool SearchFile(Run run, string path, bool named)
    {
        using var file = OpenedFile.Open(path);
        if (file is not { IsRegular: true }
            || !files.IsAllowed(run.Workspace, file.RealPath)
            || (named && file.RealPath != path)
            || file.Stream.Length > FileBytesMax) return false;
        if (!named
            && zones.ZoneOf(
                file.RealPath, run.Workspace) is not (PathZone.Workspace or PathZone.Temporary or PathZone.Outside))
        {
            run.Secrets++;
            return true;
        }

        var bytes = new byte[file.Stream.Length];
        var length = file.Stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        if (bytes.AsSpan(0, Math.Min(length, 8_000)).Contains((byte)0)) return false;
        var name = Path.GetRelativePath(run.Workspace, file.RealPath);
        run.Files++;
        var number = 0;
        foreach (var line in Encoding.UTF8.GetString(bytes, 0, length).EnumerateLines())
        {
            number++;
            if (BoundedMatch.Find(run.Pattern, line) is not { From: var at }) continue;
            if (run.Hits.Count >= run.Query.Limit)
            {
                run.HasMore = true;
                break;
            }

            run.Hits.Add(new(name, number, Shorten(line, at)));
            if (run.IsOver(time)) break;
        }

        return true;
    }

    private static string Shorten(ReadOnlySpan<char> line, int at)
    {
        if (line.Length <= LineCharactersMax) return line.ToString();
        var from = Math.Clamp(at - (LineCharactersMax / 3), 0, line.Length - LineCharactersMax);
        var before = from > 0 ? "…" : "";
        var after = from + LineCharactersMax < line.Length ? "…" : "";
        return $"{before}{line.Slice(from, LineCharactersMax)}{after}";
    }

    private static bool Fits(string glob, string path) =>
        PatternText.FitsPath(glob.Contains('/', StringComparison.Ordinal) ? glob : "**/" + glob, path);

    private sealed class Run(string workspace, FileQuery query, Regex pattern, long began)
    {
        public string Workspace => workspace;

        public FileQuery Query => query;

        public Regex Pattern => pattern;

        public List<FileHit> Hits { get; } = [];

        public int Files { get; set; }

        public int Entries { get; set; }

        public int Secrets { get; set; }

        public bool HasMore { get; set; }

        private bool TimeIsOver { get; set; }

        public bool IsOver(TimeProvider time) => HasMore || (TimeIsOver |= time.GetElapsedTime(began) > TimeMax);

        /// <summary>
        /// A note of what was left out, so that a caller does not take the result for complete; null when nothing was.
        /// </summary>
        public string? Note()
        {
            var notes = new List<string>();
            if (HasMore)
                notes.Add(string.Create(CultureInfo.InvariantCulture, $"there are more than {query.Limit} matches"));
            if (TimeIsOver || Entries > EntriesMax)
                notes.Add("not everything was searched; search in a directory of the workspace");
            if (Secrets > 0)
                notes.Add(
                    string.Create(
                        CultureInfo.InvariantCulture, $"{Secrets} files that look like secrets were not searched"));
            return notes.Count == 0 ? null : string.Join("; ", notes);
        }
    }
}

/// <param name="Path">A file or directory of the workspace; null for all of it.</param>
/// <param name="Glob">Files whose path fits: <c>*.cs</c>, <c>src/**/*.ts</c>.</param>
public sealed record FileQuery(string Pattern, bool Literal, bool IgnoreCase, string? Path, string? Glob, int Limit);

/// <param name="Files">How many files were read.</param>
/// <param name="Note">What was left out.</param>
public sealed record FileHits(IReadOnlyList<FileHit> Hits, int Files, string? Note);

/// <param name="Line">Counted from 1.</param>
public sealed record FileHit(string Path, int Line, string Text);
