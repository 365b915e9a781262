using System.Buffers.Text;
using System.Security.Cryptography;
using AgentGateway.Domain;
using AgentGateway.Posix;

namespace AgentGateway.Data;

/// <summary>
/// The default bearer token of the HTTP surface: 256 random bits, made at first start, readable by its owner alone. A
/// file that others can read is no secret any more, so it is refused rather than repaired.
/// </summary>
internal static class TokenFile
{
    private const int TokenBytes = 32;
    private const int TokenCharactersMin = 32;
    private const int TokenCharactersMax = 4096;
    /// <summary>All rights of other users than the owner.</summary>
    public const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>The token; made where there is none yet.</summary>
    public static Outcome<string> ReadOrCreate(DataDirectory data) =>
        File.Exists(data.Token) ? Read(data) : Create(data);

    /// <summary>The token, or why the file is not to be used.</summary>
    public static Outcome<string> Read(DataDirectory data)
    {
        if (FileRights.OwnerOf(data.Token) is { } owner && owner != ThisProcess.EffectiveUser)
            return new Rejection(
                "token_permissions", $"The token file {data.Token} belongs to another user (uid {owner}).",
                $"Remove it, or make it yours: chown {ThisProcess.EffectiveUser} {data.Token}");
        var mode = File.GetUnixFileMode(data.Token);
        if ((mode & Others) != 0)
            return new Rejection("token_permissions",
                $"Others may use the token file {data.Token} (mode {Convert.ToString((int)mode, 8)}).",
                $"Run: chmod 600 {data.Token}  (and if others may have read it: remove it, a new one is made at the "
                    + "next start)");
        var token = File.ReadAllText(data.Token).Trim();
        return token.Length is >= TokenCharactersMin and <= TokenCharactersMax
            && token.All(sign => sign is > ' ' and < (char)127)
            ? token
            : new Rejection(
                "token_invalid",
                $"The token file {data.Token} holds no token of at least {TokenCharactersMin} printable characters.",
                "Remove it; a new one is made at the next start.");
    }

    private static string Create(DataDirectory data)
    {
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes));
        var draft = data.Token + ".new";
        File.Delete(draft);
        using (var file = new StreamWriter(new FileStream(draft, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = DataDirectory.OwnerFile,
        })))
            file.WriteLine(token);
        File.Move(draft, data.Token);
        return token;
    }
}
