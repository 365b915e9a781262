using System.Text;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using AgentGateway.Runtime.Files;

namespace AgentGateway.Runtime.Egress;

/// <summary>
/// The hosts that this machine's own package managers are set to fetch from, for the set <c>packages</c>. Only settings
/// of the user and of the system are read, never those of a workspace, which what runs there could write. These files
/// hold credentials as well; nothing but hosts and ports leaves this class.
/// </summary>
internal static partial class PackageSources
{
    private const int FileBytesMax = 256 * 1024;
    private const int HostsMax = 64;

    /// <summary>What has addresses of package managers in a file of lines <c>key = value</c>.</summary>
    private static readonly (string Path, Regex Line)[] LineFiles =
    [
        ("~/.npmrc", NpmLine()), ("/etc/npmrc", NpmLine()),
        ("~/.pip/pip.conf", PipLine()), ("~/.config/pip/pip.conf", PipLine()), ("/etc/pip.conf", PipLine()),
        ("~/.cargo/config.toml", CargoLine()), ("~/.cargo/config", CargoLine()),
    ];

    private static readonly (string Path, Func<XDocument, IEnumerable<string?>> Addresses)[] XmlFiles =
    [
        ("~/.nuget/NuGet/NuGet.Config", NuGetSources), ("~/.config/NuGet/NuGet.Config", NuGetSources),
        ("~/.m2/settings.xml", MavenMirrors),
    ];

    /// <summary>Hosts, with a port where it is not the usual one, as <see cref="HostRules"/> reads them.</summary>
    /// <param name="environment">The daemon's: HOME, and what names a Go module proxy.</param>
    public static IReadOnlyList<string> Read(IReadOnlyDictionary<string, string> environment)
    {
        var home = environment.GetValueOrDefault("HOME") ?? "";
        var addresses = LineFiles.SelectMany(file => OfLines(Text(file.Path, home), file.Line))
            .Concat(XmlFiles.SelectMany(file => OfXml(Text(file.Path, home), file.Addresses)))
            .Concat((environment.GetValueOrDefault("GOPROXY") ?? "").Split(',', '|'));
        return [.. addresses.Select(HostOf).OfType<string>().Distinct().Take(HostsMax)];
    }

    private static string Text(string path, string home)
    {
        if (path.StartsWith('~'))
        {
            if (home.Length == 0) return "";
            path = home + path[1..];
        }

        using var file = OpenedFile.Open(path);
        if (file is not { IsRegular: true } || file.Stream.Length > FileBytesMax) return "";
        try
        {
            var bytes = new byte[FileBytesMax];
            var count = file.Stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            return Encoding.UTF8.GetString(bytes, 0, count);
        }
        catch (IOException)
        {
            return "";
        }
    }

    private static IEnumerable<string> OfLines(string text, Regex line) =>
        line.Matches(text).SelectMany(match => match.Groups["addresses"].Value.Split(
            (char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static IEnumerable<string?> OfXml(string text, Func<XDocument, IEnumerable<string?>> addresses)
    {
        if (text.Length == 0) return [];
        try
        {
            using var reader = XmlReader.Create(
                new StringReader(text.TrimStart('\uFEFF')), new() { DtdProcessing = DtdProcessing.Prohibit });
            return addresses(XDocument.Load(reader));
        }
        catch (XmlException)
        {
            return [];
        }
    }

    private static IEnumerable<string?> NuGetSources(XDocument settings) =>
        settings.Descendants("packageSources").Elements("add").Select(source => source.Attribute("value")?.Value);

    /// <summary>Its elements are in a namespace, or in none.</summary>
    private static IEnumerable<string?> MavenMirrors(XDocument settings) =>
        settings.Descendants().Where(element => element.Name.LocalName == "mirror")
            .Elements().Where(element => element.Name.LocalName == "url").Select(url => url.Value);

    /// <summary>Null: it is no address of a host, such as a path, or the word <c>direct</c>.</summary>
    private static string? HostOf(string? address)
    {
        var text = (address ?? "").Trim().Trim('"', '\'');
        foreach (var kind in (string[])["sparse+", "registry+"])
            if (text.StartsWith(kind, StringComparison.Ordinal)) text = text[kind.Length..];
        return Uri.TryCreate(text, UriKind.Absolute, out var uri)
            && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp)
            && EgressTarget.Read(uri.IdnHost, uri.Port) is { } target
                ? uri.IsDefaultPort ? target.Host : target.ToString()
                : null;
    }

    /// <summary><c>registry=ADDRESS</c>, or that of a scope.</summary>
    [GeneratedRegex(@"^[ \t]*(?:@[^\s:=]+:)?registry[ \t]*=[ \t]*(?<addresses>\S+)", RegexOptions.Multiline)]
    private static partial Regex NpmLine();

    /// <summary>Further addresses may stand in the lines below, which then begin with a space.</summary>
    [GeneratedRegex(
        @"^[ \t]*(?:extra-)?index-url[ \t]*[=:][ \t]*(?<addresses>[^\n]*(?:\n[ \t]+(?![\w-]+[ \t]*=)[^\n]*)*)",
        RegexOptions.Multiline)]
    private static partial Regex PipLine();

    /// <summary>Of a registry, or of what stands in for one; in a table of its own or in one line.</summary>
    [GeneratedRegex(
        @"(?:^[ \t]*|[{,][ \t]*)(?:index|registry)[ \t]*=[ \t]*""(?<addresses>[^""\s]+)""", RegexOptions.Multiline)]
    private static partial Regex CargoLine();
}
