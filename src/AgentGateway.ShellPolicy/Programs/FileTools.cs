using AgentGateway.ShellPolicy.Entries;
using AgentGateway.ShellPolicy.Paths;
using AgentGateway.ShellPolicy.State;
using AgentGateway.ShellPolicy.Syntax;

namespace AgentGateway.ShellPolicy.Programs;

/// <summary>Programs that list, copy, move, link and delete files, and change who may do what with them.</summary>
internal static class FileTools
{
    public static readonly IReadOnlyList<ProgramEntry> Entries =
    [
        new("ls dir vdir") { Operands = PathRole.Read, Options = "=-I =-w =-T" },
        new("stat") { Operands = PathRole.Read, Options = "=-c =--format =--printf" },
        new("file") { Operands = PathRole.Read, Options = "<-f <-m" },
        new("du") { Operands = PathRole.Read, Options = "=-d =--max-depth =--exclude =-t =-B" },
        new("tree") { Operands = PathRole.Read, Options = "=-L =-I =-P >-o" },
        new("touch") { Operands = PathRole.Write, Options = "=-d =-t <-r" },
        new("mkdir mkfifo") { Operands = PathRole.Write, Options = "=-m" },
        new("fallocate") { Operands = PathRole.Write },
        new("truncate") { Operands = PathRole.Write, Options = "=-s <-r" },
        new("rm rmdir unlink srm trash gio-trash rimraf del-cli remove_directory remove_directories")
        {
            Operands = PathRole.Delete,
        },
        new("shred") { Operands = PathRole.Delete, Options = "=-n =-s" },
        new("cp") { Operands = PathRole.ReadThenWrite, Options = "=-S >-t >--target-directory" },
        new("ln") { Operands = PathRole.ReadThenWrite, Options = "=-S >-t >--target-directory", Read = Link },
        new("install") { Operands = PathRole.ReadThenWrite, Options = "=-m =-o =-g =-S >-t >--target-directory" },
        new("mv") { Operands = PathRole.MoveThenWrite, Options = "=-S >-t >--target-directory" },
        new("chmod chown chgrp setfacl") { Operands = PathRole.TextThenWrite, Options = "<--reference", Read = Permit },
        new("chattr") { Operands = PathRole.Write, Read = Permit },
    ];

    /// <summary>
    /// Permissions of everything below the root or the home directory, or of the root itself, cannot be restored once
    /// they are overwritten.
    /// </summary>
    private static Answer? Permit(ProgramCall call, ProgramContext context)
    {
        var options = call.Arguments.TakeWhile(word => word != "--").ToList();
        var all = options.Any(word => OptionTable.Gives(word, "-R") || OptionTable.Gives(word, "--recursive"));
        var locks = call.Name == "chmod" && call.Arguments.Any(LocksTheOwnerOut);
        foreach (var word in call.Arguments.Where(word => word.Length > 0 && word[0] != '-'))
        {
            var shown = Marks.Shown(word);
            foreach (var target in context.Paths.TargetsOf(word, call.State))
            {
                if (PathPattern.Reaches(target, "/"))
                    context.Findings.HardDeny($"it would change the rights of the root directory: {shown}");
                else if ((all || locks) && context.Paths.ReachesHome(target))
                    context.Findings.HardDeny($"it would change the rights of the whole home directory: {shown}");
                else if (all && context.Paths.ReachesGateway(target))
                    context.Findings.HardDeny($"it would change the gateway's own directory: {shown}");
            }
        }

        return null;
    }

    private static bool LocksTheOwnerOut(string mode) =>
        mode.Length is 3 or 4 && mode.All(char.IsAsciiDigit) && mode[^3] < '5';

    /// <summary>What is done through a link later is done where it leads.</summary>
    private static Answer? Link(ProgramCall call, ProgramContext context)
    {
        var operands = call.Arguments.Where(word => word.Length > 0 && word[0] != '-').ToList();
        if (operands.Count == 0) return null;
        var targets = Normal(operands[0], call.State).ToList();
        var targetName = PathText.NameOf(operands[0].TrimEnd('/'));
        var link = operands.Count > 1 ? operands[^1] : targetName;
        foreach (var path in Normal(link.Length == 0 ? "." : link, call.State))
        {
            // Where the link is a directory already, it is made inside of that.
            context.Findings.Files.Link(path, targets);
            context.Findings.Files.Link(PathText.Normal($"{path}/{targetName}"), targets);
        }

        return null;
    }

    private static IEnumerable<string> Normal(string word, ShellState state) =>
        state.Absolute(word).Where(path => path[0] == '/').Select(PathText.Normal);
}
