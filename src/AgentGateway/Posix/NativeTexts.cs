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
    public byte** AddList(string[] texts)
    {
        var list = Marshal.AllocCoTaskMem((texts.Length + 1) * sizeof(nint));
        _texts.Add(list);
        for (var at = 0; at < texts.Length; at++) ((byte**)list)[at] = Add(texts[at]);
        ((byte**)list)[texts.Length] = null;
        return (byte**)list;
    }

    public void Dispose()
    {
        foreach (var text in _texts) Marshal.FreeCoTaskMem(text);
    }
}
