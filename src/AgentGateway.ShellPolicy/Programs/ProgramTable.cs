using System.Buffers;
using System.Collections.Frozen;
using AgentGateway.ShellPolicy.Entries;

namespace AgentGateway.ShellPolicy.Programs;

/// <summary>All programs of which something is known, one file for each family of them.</summary>
internal static class ProgramTable
{
    private const string FileSystemMakers = "mkfs";

    private static readonly SearchValues<char> VersionCharacters = SearchValues.Create("0123456789.-");

    private static readonly FrozenDictionary<string, KnownProgram> ByName = new[]
        {
            Builtins.Entries, TextTools.Entries, FileTools.Entries, FindTools.Entries, StreamEditor.Entries,
            Archives.Entries, Disks.Entries, Shells.Entries, Wrappers.Entries, Interpreters.Entries, BuildTools.Entries,
            PackageManagers.Entries, VersionControl.Entries, NetworkTools.Entries, Processes.Entries, Services.Entries,
            Containers.Entries, Terminals.Entries, Administration.Entries, RemoteServices.Entries,
            GatewayProgram.Entries,
        }
        .SelectMany(family => family)
        .SelectMany(entry => entry.Names.Split(' ').Select(name => (Name: name, Entry: entry)))
        .GroupBy(row => row.Name, row => row.Entry)
        .ToFrozenDictionary(
            rows => rows.Key,
            rows => new KnownProgram(rows.Key, rows.Aggregate((first, other) => first.And(other))),
            StringComparer.Ordinal);

    /// <summary>What is known of a program; null when that is nothing.</summary>
    public static KnownProgram? Find(string name)
    {
        if (ByName.TryGetValue(name, out var known)) return known;
        if (Interpreters.Names.Any(one => IsVersionOf(name, one))) return new(name, new(name) { Interprets = true });
        return name.StartsWith(FileSystemMakers, StringComparison.Ordinal) ? ByName[FileSystemMakers] : null;
    }

    /// <summary>Whether it deletes what it is given.</summary>
    public static bool Deletes(string name) => Find(name) is { Operands: PathRole.Delete };

    /// <summary><c>python3.11</c> is <c>python</c>.</summary>
    private static bool IsVersionOf(string name, string known) =>
        name.StartsWith(known, StringComparison.Ordinal)
            && name.AsSpan(known.Length).IndexOfAnyExcept(VersionCharacters) < 0;
}
