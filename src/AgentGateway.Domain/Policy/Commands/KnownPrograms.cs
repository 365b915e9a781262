using System.Collections.Frozen;

namespace AgentGateway.Domain.Policy.Commands;

/// <summary>Programs whose words are understood. Everything that is not in one of these tables may do with its words what it likes.</summary>
internal static class KnownPrograms
{
    /// <summary>Each line: a role, programs, and behind a bar options with a value: <c>=</c> a text, <c>&lt;</c> a path that is read, <c>&gt;</c> one that is written.</summary>
    private static readonly (PathRole Role, string Programs, string Options)[] Table =
    [
        (PathRole.Text, "echo printf yes printenv true false : date whoami id uname hostname uptime pwd sleep seq expr tty tput clear reset which nproc arch groups locale cal "
            + "factor exit return break continue shift wait jobs fg bg times umask let getconf ps pgrep pidof free type hash", ""),
        (PathRole.Read, "cat tac wc nl hexdump df realpath readlink basename dirname md5sum sha1sum sha224sum sha256sum sha384sum sha512sum b2sum cksum sum "
            + "cmp comm rev zcat test [ [[ diff3", ""),
        (PathRole.Read, "head tail", "=-n =-c =--lines =--bytes =-s =--pid"),
        (PathRole.Read, "od", "=-A =-t =-j =-N =-w"),
        (PathRole.Read, "xxd", "=-l =-s =-c =-g"),
        (PathRole.Read, "stat", "=-c =--format =--printf"),
        (PathRole.Read, "file", "<-f <-m"),
        (PathRole.Read, "du", "=-d =--max-depth =--exclude =-t =-B"),
        (PathRole.Read, "tree", "=-L =-I =-P >-o"),
        (PathRole.Read, "ls dir vdir", "=-I =-w =-T"),
        (PathRole.Read, "strings", "=-n =-t =-e"),
        (PathRole.Read, "diff", "=-U =-C =-I =-x =-W"),
        (PathRole.Read, "join", "=-t =-1 =-2 =-o =-e =-a"),
        (PathRole.Read, "paste column fold expand unexpand", "=-d =-t =-s =-w =-N"),
        (PathRole.Read, "sort", "=-k =-t =-S =-T >-o >--output"),
        (PathRole.Read, "cut", "=-d =-f =-c =-b"),
        (PathRole.Read, "shuf", "=-n =-i >-o"),
        (PathRole.ReadThenWrite, "uniq", "=-f =-s =-w"),
        (PathRole.Text, "tr", ""),
        (PathRole.TextThenRead, "grep egrep fgrep zgrep rg", "=-A =-B =-C =-m =--include =--exclude =--exclude-dir =-g =-t =-T =--color =-d =-D <-f"),
        (PathRole.TextThenRead, "jq", "=--indent"),
        (PathRole.Write, "touch", "=-d =-t <-r"),
        (PathRole.Write, "mkdir mkfifo", "=-m"),
        (PathRole.Write, "tee chattr gzip gunzip bzip2 bunzip2 xz unxz zstd fallocate", ""),
        (PathRole.Write, "truncate", "=-s <-r"),
        (PathRole.TextThenWrite, "chmod chown chgrp setfacl", "<--reference"),
        (PathRole.Delete, "rm rmdir unlink srm trash gio-trash rimraf del-cli remove_directory remove_directories", ""),
        (PathRole.Delete, "shred", "=-n =-s"),
        (PathRole.ReadThenWrite, "cp ln", "=-S >-t >--target-directory"),
        (PathRole.ReadThenWrite, "install", "=-m =-o =-g =-S >-t >--target-directory"),
        (PathRole.MoveThenWrite, "mv", "=-S >-t >--target-directory"),
        (PathRole.Read, "unzip", "=-x >-d"),
    ];

    private static readonly FrozenDictionary<string, KnownProgram> ByName = Table
        .SelectMany(row => row.Programs.Split(' ').Select(name => (name, Program: KnownProgram.Of(row.Role, row.Options))))
        .ToFrozenDictionary(row => row.name, row => row.Program, StringComparer.Ordinal);

    /// <summary>Programs that only read, whatever their options say but for those in <see cref="Changing"/>.</summary>
    private static readonly FrozenSet<string> Reading = (
        "echo printf true false : date whoami id uname hostname uptime pwd sleep seq expr tty which nproc arch groups locale cal factor "
        + "cat tac wc nl hexdump df realpath readlink basename dirname md5sum sha1sum sha224sum sha256sum sha384sum sha512sum b2sum cksum sum "
        + "cmp comm rev zcat test [ [[ diff3 head tail od xxd stat file du tree ls strings diff join paste column fold expand unexpand sort cut shuf "
        + "uniq tr grep egrep fgrep zgrep rg jq").Split(' ').ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string[]> Changing = new Dictionary<string, string[]>
    {
        ["date"] = ["-s", "--set"],
        ["printf"] = ["-v"],
        ["hostname"] = ["-F", "-b", "--file"],
        ["xxd"] = ["-r"],
        ["file"] = ["-C", "--compile"],
        ["sort"] = ["-o", "--output", "--compress-program", "-T", "--temporary-directory"],
        ["shuf"] = ["-o", "--output"],
        ["tree"] = ["-o", "--output"],
        ["rg"] = ["--pre", "--hostname-bin", "-z", "--search-zip"],
        ["tail"] = ["-f", "-F", "--follow"],
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static KnownProgram? Find(string name) => ByName.GetValueOrDefault(name);

    /// <summary>Whether it only reads, as it is called here.</summary>
    public static bool Reads(string name, IReadOnlyList<string> words)
    {
        if (!Reading.Contains(name)) return false;
        if (name == "hostname" && words.Skip(1).Any(word => !word.StartsWith('-'))) return false;
        if (name is "uniq" or "xxd" && words.Skip(1).Count(word => !word.StartsWith('-')) > 1) return false;
        return !Changing.TryGetValue(name, out var changing) || !words.Skip(1).Any(word => changing.Any(option => IsOption(word, option)));
    }

    /// <summary>Whether a word gives that option: <c>-o</c> also among others in one word, and long ones also shortened.</summary>
    public static bool IsOption(string word, string option)
    {
        if (word.Length < 2 || word[0] != '-') return false;
        if (option.Length == 2) return word[1] != '-' && word.Contains(option[1], StringComparison.Ordinal);
        var name = word.Split('=', 2)[0];
        return name.Length > 3 && name.StartsWith("--", StringComparison.Ordinal) && option.StartsWith(name, StringComparison.Ordinal);
    }
}
