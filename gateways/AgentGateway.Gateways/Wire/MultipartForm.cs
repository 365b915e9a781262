using System.Net.Http.Headers;
using System.Text;

namespace AgentGateway.Gateways.Wire;

/// <summary>
/// A form with files, as platforms read it: names that are not ASCII stand in UTF-8 between quotes, because the
/// platforms refuse the encoded words that the framework would write.
/// </summary>
public sealed class MultipartForm : MultipartContent
{
    public MultipartForm()
        : base("form-data")
    {
    }

    public MultipartForm AddText(string name, string value, string? contentType = null)
    {
        var part = new ByteArrayContent(Encoding.UTF8.GetBytes(value));
        if (contentType is not null) part.Headers.ContentType = new(contentType);
        return Add(part, $"form-data; name=\"{name}\"");
    }

    public MultipartForm AddFile(string name, string fileName, string contentType, ReadOnlyMemory<byte> content)
    {
        var part = new ReadOnlyMemoryContent(content);
        part.Headers.ContentType = MediaTypeHeaderValue.TryParse(contentType, out var type)
            ? type
            : new("application/octet-stream");
        return Add(part, $"form-data; name=\"{name}\"; filename=\"{Quoted(fileName)}\"");
    }

    private MultipartForm Add(HttpContent part, string disposition)
    {
        // The framework writes headers in Latin-1 unless each of these characters is one byte of the UTF-8 text.
        part.Headers.TryAddWithoutValidation(
            "Content-Disposition", Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(disposition)));
        base.Add(part);
        return this;
    }

    private static string Quoted(string fileName) => string.Concat(
        fileName.Where(character => character is not ('"' or '\\' or '/') && !char.IsControl(character)));
}
