using System.Runtime.InteropServices;

namespace AgentGateway.Posix;

/// <summary>Texts for a C function, which live as long as this does.</summary>
internal sealed unsafe class NativeTexts : IDisposable
{
    private readonly List<nint> _texts = [];

    public byte* Add(string text)
    {
        var native = Marshal.StringToCoTaskMemUTF8(text);
        _texts.Add(native);
        return (byte*)native;
    }

    /// <summary>An array that ends with null, as <c>argv</c> and <c>environ</c> do.</summary>
    public byte** AddList(IReadOnlyList<string> texts)
    {
        var list = (byte**)Marshal.AllocCoTaskMem((texts.Count + 1) * sizeof(nint));
        _texts.Add((nint)list);
        for (var at = 0; at < texts.Count; at++) list[at] = Add(texts[at]);
        list[texts.Count] = null;
        return list;
    }

    public void Dispose()
    {
        foreach (var text in _texts) Marshal.FreeCoTaskMem(text);
    }
}
