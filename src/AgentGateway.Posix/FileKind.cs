namespace AgentGateway.Posix;

/// <summary>What stands under a path, in the numbers that Linux has for it (<c>S_IFMT</c>).</summary>
public enum FileKind
{
    Unknown,
    NamedPipe = 0x1000,
    CharacterDevice = 0x2000,
    Directory = 0x4000,
    BlockDevice = 0x6000,
    Regular = 0x8000,
    Link = 0xa000,
    Socket = 0xc000,
}
