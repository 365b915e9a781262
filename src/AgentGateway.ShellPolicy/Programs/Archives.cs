using AgentGateway.ShellPolicy.Entries;

namespace AgentGateway.ShellPolicy.Programs;

/// <summary>Programs that pack and unpack.</summary>
internal static class Archives
{
    public static readonly IReadOnlyList<ProgramEntry> Entries =
    [
        new("gzip gunzip bzip2 bunzip2 xz unxz zstd") { Operands = PathRole.Write },
        new("unzip") { Operands = PathRole.Read, Options = "=-x >-d" },
        new("zip") { RunningOptions = ["-TT", "--unzip-command"] },
        new("tar")
        {
            RunningOptions =
            [
                "-I", "-F", "--to-command", "--checkpoint-action", "--use-compress-program", "--info-script",
                "--rsh-command",
                "--new-volume-script",
            ],
        },
    ];
}
