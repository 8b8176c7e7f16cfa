import sys, random, struct
import numpy as np
from gguf import GGUFWriter, TokenType
out = sys.argv[1]
EMBD, HEADS, KV, LAYERS, FF = 64, 4, 2, 2, 128
rng = np.random.default_rng(1)
w = GGUFWriter(out, "llama")
w.add_context_length(512); w.add_embedding_length(EMBD); w.add_block_count(LAYERS); w.add_feed_forward_length(FF)
w.add_head_count(HEADS); w.add_head_count_kv(KV); w.add_layer_norm_rms_eps(1e-5); w.add_rope_dimension_count(EMBD // HEADS)
tokens = [b"<unk>", b"<s>", b"</s>"] + [f"<0x{n:02X}>".encode() for n in range(256)] + [b"\xe2\x96\x81"]
types = [TokenType.UNKNOWN, TokenType.CONTROL, TokenType.CONTROL] + [TokenType.BYTE] * 256 + [TokenType.NORMAL]
w.add_vocab_size(len(tokens)); w.add_tokenizer_model("llama"); w.add_token_list(tokens); w.add_token_scores([0.0] * len(tokens)); w.add_token_types(types)
w.add_bos_token_id(1); w.add_eos_token_id(2); w.add_unk_token_id(0)
w.add_chat_template("{% for m in messages %}{{ m.content }}{% endfor %}")
def t(name, *shape): w.add_tensor(name, rng.standard_normal(shape).astype(np.float32) * 0.1)
def ones(name, n): w.add_tensor(name, np.ones(n, dtype=np.float32))
t("token_embd.weight", len(tokens), EMBD); ones("output_norm.weight", EMBD); t("output.weight", len(tokens), EMBD)
for i in range(LAYERS):
    b = f"blk.{i}."
    ones(b + "attn_norm.weight", EMBD); ones(b + "ffn_norm.weight", EMBD)
    t(b + "attn_q.weight", EMBD, EMBD); t(b + "attn_k.weight", EMBD * KV // HEADS, EMBD); t(b + "attn_v.weight", EMBD * KV // HEADS, EMBD); t(b + "attn_output.weight", EMBD, EMBD)
    t(b + "ffn_gate.weight", FF, EMBD); t(b + "ffn_up.weight", FF, EMBD); t(b + "ffn_down.weight", EMBD, FF)
w.write_header_to_file(); w.write_kv_data_to_file(); w.write_tensors_to_file(); w.close()
