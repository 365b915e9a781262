using AgentGateway.ShellPolicy.Entries;
using AgentGateway.ShellPolicy.Facts;

namespace AgentGateway.ShellPolicy.Programs;

/// <summary>Programs that copy to devices and make file systems.</summary>
internal static class Disks
{
    public static readonly IReadOnlyList<ProgramEntry> Entries =
    [
        new("dd") { StaysUnderFunction = true, Read = Copy },

        // The first stands for all of its kind: mkfs.ext4 and its like.
        new("mkfs wipefs blkdiscard mke2fs mkswap sgdisk sfdisk") { Read = Format },
    ];

    private static Answer Copy(ProgramCall call, ProgramContext context)
    {
        foreach (var word in call.Arguments)
        {
            if (word.IndexOf('=', StringComparison.Ordinal) is not (>= 0 and var equals)) continue;
            var use = word.StartsWith("of=", StringComparison.Ordinal) ? ShellPathUse.Write : ShellPathUse.Read;
            context.Paths.Touch(word[(equals + 1)..], use, call.State);
        }

        return Answer.Unknown;
    }

    private static Answer? Format(ProgramCall call, ProgramContext context)
    {
        context.Findings.Say("it makes a file system");
        foreach (var word in call.Arguments.Where(word => word.StartsWith('/')))
            context.Paths.Touch(word, ShellPathUse.Write, call.State);
        if (call.Words.Any(word => word.StartsWith("/dev/", StringComparison.Ordinal)))
            context.Findings.HardDeny("it would overwrite a disk");
        return null;
    }
}
